import type { Metadata } from 'next'
import { Card } from '../../../../components/ui/card.tsx'
import { siteUrl } from '../../../../config/env.ts'
import { control } from '../../../../lib/control.ts'
import { viewer } from '../../../../lib/web/viewer.ts'
import { Endpoint } from './endpoint.tsx'
import { Example } from './example.tsx'

export const metadata: Metadata = { title: 'API' }

export default async function ApiPage() {
  await viewer()
  const room = siteUrl() ?? ''
  const mcp = { mcpServers: { 'control-room': { type: 'http', url: `${room}/api/mcp`, headers: { Authorization: 'Bearer TOKEN' } } } }
  return (
    <>
      <Card
        title="API"
        summary="What the pages do, a program does over HTTP and an agent over MCP, with a token of yours."
        action={
          <a href="/api/openapi.json" className="text-accent underline underline-offset-2">
            OpenAPI 3.1
          </a>
        }
      >
        <Example title="A program" text={`curl -H "Authorization: Bearer $TOKEN" -d '{}' ${room}/api/skills/control_room/runs`} />
        <Example title="An agent, over HTTP" text={JSON.stringify(mcp, null, 2)} />
        <Example title="An agent on the server itself" text="devops-agent mcp" />
      </Card>
      <Card title="Verbs" summary="Each is a POST of its inputs as JSON. What makes a run takes ?plan=1 and an Idempotency-Key.">
        <div className="flex flex-col gap-3">
          {Object.entries(control().verbs).map(([address, verb]) => (
            <Endpoint key={address} address={address} verb={verb} />
          ))}
        </div>
      </Card>
    </>
  )
}

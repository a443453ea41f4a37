import type { Metadata } from 'next'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { control } from '../../../lib/control.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { refusalOf, type Search } from '../../read.ts'
import { RunsSection } from '../runs-section.tsx'
import { RunForm } from './run-form.tsx'

export const metadata: Metadata = { title: 'CI' }

export default async function CiPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  return (
    <>
      <PageHead title="CI" summary="Tests of your repositories: what failed and why, and who is in the queue." />
      <RunForm repositories={Object.keys(control().settings.repositories)} refused={await refusalOf(actor, 'github_ci_runner.run')} />
      <RunsSection
        actor={actor}
        only="github_ci_runner.*"
        isFolded
        path="/ci"
        search={await searchParams}
        empty="No runs yet. Push to a branch, or run one now."
      />
    </>
  )
}

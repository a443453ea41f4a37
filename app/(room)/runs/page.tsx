import type { Metadata } from 'next'
import { Link } from '../../../components/environment/link.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { buttonLook } from '../../../components/ui/button.tsx'
import { viewer } from '../../../lib/web/viewer.ts'
import type { Search } from '../../read.ts'
import { RunsSection } from '../runs-section.tsx'

export const metadata: Metadata = { title: 'Activity' }

export default async function RunsPage({ searchParams }: { searchParams: Search }) {
  const actor = await viewer()
  return (
    <>
      <PageHead title="Activity" summary="Every run of every skill, whoever started it and from where." />
      <RunsSection
        actor={actor}
        path="/runs"
        search={await searchParams}
        empty="Nothing has run yet. The first run will be the first row."
        offer={
          <Link href="/ci" className={buttonLook('primary')}>
            Run CI
          </Link>
        }
      />
    </>
  )
}

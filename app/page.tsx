import { redirect } from 'next/navigation'
import { viewer } from '../lib/web/viewer.ts'

/** There is no overview yet: the first thing that runs here is CI. */
export default async function HomePage() {
  await viewer()
  redirect('/ci')
}

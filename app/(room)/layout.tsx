import type { ReactNode } from 'react'
import { Frame } from '../../components/shell/frame.tsx'
import { places, siteName } from '../../config/site.ts'
import { viewer } from '../../lib/web/viewer.ts'

/** Every page for people who are signed in. */
export default async function RoomLayout({ children }: { children: ReactNode }) {
  const { name, role } = await viewer()
  return (
    <Frame siteName={siteName} places={places} user={{ name, role }}>
      {children}
    </Frame>
  )
}

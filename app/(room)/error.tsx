'use client'
import { PageFailed } from '../../components/shell/page-failed.tsx'

/** A page that could not be made; the frame around it lives on. */
export default function RoomError({ error, reset }: { error: Error & { digest?: string }; reset(): void }) {
  return <PageFailed digest={error.digest} onRetry={reset} />
}

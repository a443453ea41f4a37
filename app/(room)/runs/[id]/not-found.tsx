'use client'
import { useParams } from 'next/navigation'
import { Link } from '../../../../components/environment/link.tsx'
import { Missing } from '../../../../components/shell/missing.tsx'
import { buttonLook } from '../../../../components/ui/button.tsx'

export default function RunNotFound() {
  const { id } = useParams<{ id: string }>()
  return (
    <Missing sentence={`No run ${decodeURIComponent(id)} here. It may have been deleted or belong to another project.`}>
      <Link href="/runs" className={buttonLook()}>
        All runs
      </Link>
    </Missing>
  )
}

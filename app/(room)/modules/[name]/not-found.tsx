'use client'
import { useParams } from 'next/navigation'
import { Link } from '../../../../components/environment/link.tsx'
import { Missing } from '../../../../components/shell/missing.tsx'
import { buttonLook } from '../../../../components/ui/button.tsx'

export default function ModuleNotFound() {
  const { name } = useParams<{ name: string }>()
  return (
    <Missing sentence={`No module ${decodeURIComponent(name)} here. It is not on the addons path, and none that is there needs it.`}>
      <Link href="/modules" className={buttonLook()}>
        All modules
      </Link>
    </Missing>
  )
}

import { Missing } from '../components/shell/missing.tsx'
import { buttonLook } from '../components/ui/button.tsx'

export default function NotFoundPage() {
  return (
    <main>
      <Missing sentence="Nothing is at this address. It may have been moved or never existed.">
        {/* A plain link: the code of the other kind would weigh on every page. */}
        <a href="/" className={buttonLook('primary')}>
          Go to the control room
        </a>
      </Missing>
    </main>
  )
}

import { Missing } from '../../components/shell/missing.tsx'
import { buttonLook } from '../../components/ui/button.tsx'

export default function WelcomeNotFound() {
  return (
    <main>
      <Missing
        sentence={
          <>
            This control room is already set up, or the link has expired. On the server run:{' '}
            <code className="font-mono whitespace-nowrap text-text">devops-agent setup --new-token</code>.
          </>
        }
      >
        <a href="/sign-in" className={buttonLook()}>
          Sign in
        </a>
      </Missing>
    </main>
  )
}

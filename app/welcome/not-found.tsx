import { Missing } from '../../components/shell/missing.tsx'

export default function WelcomeNotFound() {
  return (
    <main>
      <Missing sentence="This control room is already set up, or the link has expired. On the server run: devops-agent setup --new-token." />
    </main>
  )
}

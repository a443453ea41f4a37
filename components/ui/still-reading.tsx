import { Button } from './button.tsx'

interface Props {
  /** What is being read: `Reading runs`. */
  what: string
  /** Gives it up, where that can be done from here. */
  onStop?(): void
}

/** `Still reading runs, 12 s.`: said after ten seconds, by the style sheet alone, so that it is said before the page's scripts are there too. */
export function StillReading({ what, onStop }: Props) {
  return (
    <p role="status" className="appear-late flex flex-wrap items-center gap-3 text-table text-muted">
      <span>
        Still {what.charAt(0).toLowerCase()}
        {what.slice(1)}, <span className="count-seconds tabular-nums" /> s.
      </span>
      {onStop && (
        <Button size="small" onClick={onStop}>
          Stop
        </Button>
      )}
    </p>
  )
}

import clsx from 'clsx'

const looks = { read: 'bg-neutral-tint text-muted', write: 'bg-warn-tint text-warn', destroy: 'bg-fail-tint text-fail' }
const words = { read: 'reads', write: 'writes', destroy: 'destroys' }

/** What using a verb does to the world, in a word. */
export function EffectWord({ effect }: { effect: keyof typeof words }) {
  return <span className={clsx('inline-block rounded-chip px-1.5 text-meta font-medium', looks[effect])}>{words[effect]}</span>
}

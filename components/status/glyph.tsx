import clsx from 'clsx'
import {
  Activity,
  Ban,
  Check,
  CircleDashed,
  CircleDot,
  CircleExclamationPoint,
  CircleQuestionMark,
  Clock,
  Equal,
  GitCompare,
  Hand,
  HeartPulse,
  LoaderCircle,
  Lock,
  type LucideIcon,
  Minus,
  PowerOff,
  Shield,
  ShieldOff,
  Undo2,
  Unplug,
  X,
} from 'lucide-react'
import type { GlyphName } from './status.ts'

const glyphs: Record<GlyphName, LucideIcon> = {
  queued: CircleDashed,
  hand: Hand,
  loader: LoaderCircle,
  undo: Undo2,
  check: Check,
  exclamation: CircleExclamationPoint,
  cross: X,
  unplug: Unplug,
  ban: Ban,
  minus: Minus,
  dot: CircleDot,
  clock: Clock,
  lock: Lock,
  shield: Shield,
  no_shield: ShieldOff,
  pulse: HeartPulse,
  activity: Activity,
  power_off: PowerOff,
  question: CircleQuestionMark,
  equal: Equal,
  compare: GitCompare,
}

/** A state's shape. It says nothing alone: its word stands beside it. */
export function Glyph({ name, className }: { name: GlyphName; className?: string }) {
  const Icon = glyphs[name]
  return <Icon aria-hidden strokeWidth={2.25} className={clsx(name === 'loader' && 'animate-turn', className)} />
}

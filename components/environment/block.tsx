import clsx from 'clsx'
import type { Stage } from './scope.tsx'

const looks: Record<Stage, string> = {
  production: 'bg-production-solid text-on-production',
  staging: 'bg-staging-solid text-on-staging',
  development: 'bg-development-solid text-on-development',
}

const words: Record<Stage, string> = { production: 'PRODUCTION', staging: 'STAGING', development: 'DEV' }
const shortWords: Record<Stage, string> = { ...words, production: 'PROD' }

/** A stage: a filled square with its word, which no status looks like. The border is seen where colours are forced. */
export function EnvironmentBlock({ stage, isShort = false, className }: { stage: Stage; isShort?: boolean; className?: string }) {
  return (
    <span className={clsx('truncate border border-transparent px-1.5 text-meta font-semibold', looks[stage], className)}>
      {(isShort ? shortWords : words)[stage]}
    </span>
  )
}

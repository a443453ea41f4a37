'use client'
import { useSearchParams } from 'next/navigation'
import { createContext, type ReactNode, useCallback, useContext, useMemo } from 'react'
import { keptAddress } from './address.ts'

export type Stage = 'production' | 'staging' | 'development'

/** An Odoo that somebody uses, as the configuration names it. */
export interface Environment {
  name: string
  stage: Stage
  url: string
}

interface Scope {
  environments: readonly Environment[]
  /** The one that the address names. */
  chosen: Environment | null
  /** What the address names and nobody knows; empty when there is no such thing. */
  unknown: string
}

const Known = createContext<Scope>({ environments: [], chosen: null, unknown: '' })

/** Which environment the pages inside are about: the address says it, so that the server's first paint is right already. */
export function EnvironmentScope({ environments, children }: { environments: readonly Environment[]; children: ReactNode }) {
  const named = useSearchParams().get('environment') ?? ''
  const scope = useMemo(() => {
    const chosen = environments.find(({ name }) => name === named) ?? null
    return { environments, chosen, unknown: chosen ? '' : named }
  }, [environments, named])
  return <Known value={scope}>{children}</Known>
}

export function useScope(): Scope {
  return useContext(Known)
}

/** Gives an address the environment that is chosen here. */
export function useKept(): (href: string) => string {
  const name = useScope().chosen?.name ?? ''
  return useCallback((href) => keptAddress(href, name), [name])
}

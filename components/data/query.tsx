'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AskFailed } from './ask.ts'

function freshClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (count, error) => !(error instanceof AskFailed && error.status >= 400 && error.status < 500) && count < 2,
        staleTime: 1_000,
      },
    },
  })
}

/** The cache of what changes while somebody looks. Only pages that have such a thing carry it. */
export function LiveCache({ children }: { children: ReactNode }) {
  const [client] = useState(freshClient)
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>
}

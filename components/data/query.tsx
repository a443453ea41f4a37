'use client'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { AskFailed } from './ask.ts'

function freshClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Without a network a question fails, so that what is shown is called old; by itself it would wait, and look live.
        networkMode: 'always',
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

'use client'
import { useScope } from './scope.tsx'

/** In a form that is a way to another page: the environment that is chosen goes along. */
export function KeptField() {
  const { chosen } = useScope()
  return chosen && <input type="hidden" name="environment" value={chosen.name} />
}

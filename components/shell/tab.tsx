'use client'
import { useEffect } from 'react'
import { siteName } from '../../config/site.ts'
import { useScope } from '../environment/scope.tsx'
import { pictureOf, shapeOf, type TabShape, titleWith } from './tab-state.ts'
import { useOpenRuns } from './use-open-runs.ts'

type Colours = [ground: string, ink: string]

const ofProduction: Colours = ['--color-production-solid', '--color-on-production']
const grounds: Record<TabShape, Colours> = {
  failing: ['--color-fail-solid', '--color-on-fail'],
  waiting: ['--color-warn-solid', '--color-on-warn'],
  running: ['--color-running-solid', '--color-on-running'],
  calm: ['--color-accent', '--color-on-accent'],
}

/** The usual picture, or one of these; a page that shows another has its reason. */
function isOurs({ href }: HTMLLinkElement): boolean {
  return href.startsWith('data:') || href.endsWith('/icon.svg')
}

/** What the browser's tab says of the whole room: how many failed, the worst that is open, and that production is chosen. */
export function Tab() {
  const { now } = useOpenRuns()
  const failing = now?.failing ?? 0
  const shape = shapeOf(now)
  const isProduction = useScope().chosen?.stage === 'production'
  useEffect(() => {
    const style = getComputedStyle(document.documentElement)
    const [ground = '', ink = ''] = (isProduction ? ofProduction : grounds[shape]).map((name) => style.getPropertyValue(name).trim())
    const picture = pictureOf(shape, { ground, ink, isSquare: isProduction })
    const show = () => {
      const title = titleWith(document.title, { failing, isProduction, siteName })
      if (document.title !== title) document.title = title
      for (const icon of document.querySelectorAll<HTMLLinkElement>('link[rel="icon"]'))
        if (isOurs(icon) && icon.href !== picture) icon.href = picture
    }
    show()
    // Every page brings a title and a picture of its own when somebody gets there.
    const watcher = new MutationObserver(show)
    watcher.observe(document.head, { subtree: true, childList: true, characterData: true })
    return () => watcher.disconnect()
  }, [failing, shape, isProduction])
  return null
}

'use client'
import { useEffect } from 'react'

const prefix = 'PROD '
const icons = { usual: '/icon.svg', production: '/icon-production.svg' }

/** Marks the browser's tab while production is chosen. A page that names its tab anew, now or later, is marked again. */
export function useProductionTab(isProduction: boolean): void {
  useEffect(() => {
    if (!isProduction) return
    const mark = () => {
      // A title that is not there yet must not be made: the page's own would come second, and never be seen.
      if (document.title !== '' && !document.title.startsWith(prefix)) document.title = `${prefix}${document.title}`
      showIcon(icons.production)
    }
    mark()
    const watch = new MutationObserver(mark)
    watch.observe(document.head, { childList: true, subtree: true, characterData: true })
    return () => {
      watch.disconnect()
      if (document.title.startsWith(prefix)) document.title = document.title.slice(prefix.length)
      showIcon(icons.usual)
    }
  }, [isProduction])
}

function showIcon(href: string): void {
  const icon = document.querySelector('link[rel="icon"]')
  if (icon && icon.getAttribute('href') !== href) icon.setAttribute('href', href)
}

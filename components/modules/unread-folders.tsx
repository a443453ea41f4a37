import { Notice } from '../ui/notice.tsx'
import type { ModuleList } from './answers.ts'

/** Folders of the addons path that gave nothing, each with its reason. */
export function UnreadFolders({ unread }: Pick<ModuleList, 'unread'>) {
  if (unread.length === 0) return null
  return (
    <Notice tone="warn" glyph="exclamation">
      <ul className="flex flex-col gap-1">
        {unread.map(({ path, message }) => (
          <li key={path} className="break-words">
            <span className="font-mono break-all">{path}</span> was not looked in. <span className="text-muted">{message}</span>
          </li>
        ))}
      </ul>
    </Notice>
  )
}

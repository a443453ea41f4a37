import { countText } from '../status/format.ts'
import { Empty } from '../ui/empty.tsx'
import type { ModuleList } from './answers.ts'
import { UnreadFolders } from './unread-folders.tsx'

/** `No addons found. Looked in 3 paths.`: which, and what to name instead. */
export function NoModules({ modules: { path, unread } }: { modules: Pick<ModuleList, 'path' | 'unread'> }) {
  return (
    <div className="flex flex-col gap-4">
      <Empty title={`No addons found. Looked in ${countText(path.length, 'path')}.`}>
        <ul aria-label="Paths" className="font-mono text-table break-all">
          {path.map((folder) => (
            <li key={folder}>{folder}</li>
          ))}
        </ul>
        <p>Name the checkout of your addons as addons.root in config/agent.yml, and start the control room again.</p>
      </Empty>
      <UnreadFolders unread={unread} />
    </div>
  )
}

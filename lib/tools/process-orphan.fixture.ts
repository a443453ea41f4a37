import { openProcess } from './process.ts'

// Starts a script under the label `orphan` and is then killed by the test, as a worker may be.
const [cwd = '', text = ''] = process.argv.slice(2)
await openProcess().run({ argv: ['sh', '-c', text], cwd, env: { PATH: '/usr/local/bin:/usr/bin:/bin' }, label: 'orphan' })

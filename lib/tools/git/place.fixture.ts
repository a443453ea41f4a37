import { openProcess } from '../process.ts'
import { openGit } from './cli.ts'

// A worker of its own that clones one repository to its place.
const [mirrorFolder = '', repository = '', host = '', root = '', folder = ''] = process.argv.slice(2)
const git = openGit({ process: openProcess(), allow: { hosts: [host], paths: ['/'] }, mirrorFolder, protectedBranches: [] })
await git.place(repository, { folder, root }, { label: 'place-fixture' })

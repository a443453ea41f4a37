import { openProcess } from '../process.ts'
import { openGit } from './cli.ts'

// A worker of its own that resolves one repository and prints the commit.
const [mirrorFolder = '', repository = '', host = ''] = process.argv.slice(2)
const git = openGit({
  process: openProcess(),
  allow: { hosts: host === '' ? [] : [host], paths: ['/'] },
  mirrorFolder,
  protectedBranches: [],
})
console.log((await git.resolve(repository, {}, { label: 'resolve-fixture' })).sha)

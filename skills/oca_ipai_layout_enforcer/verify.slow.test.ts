import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { after, test } from 'node:test'
import type { LayoutFix } from '../../lib/odoo/layout.ts'
import { copyOf, layTree, manifestOf, type Tree } from './tree.fixture.ts'

const laid = layTree()
after(laid.remove)
const base = 'addons/ipai/ipai_base'
const manifest = `${base}/__manifest__.py`

interface Breakage {
  what: string
  /** Breaks something; where a commit brings it in, its id. */
  seed(tree: Tree): string | null
  rule: string
  path: string
  level?: 'error' | 'warning'
  message: RegExp
  /** What is offered; null where a person has to. */
  fix: LayoutFix['kind'] | null
}

const seeded: Breakage[] = [
  {
    what: 'a repository that is named and was never cloned',
    seed: (tree) => {
      tree.edit('config/addons_manifest.oca_ipai.json', '"oca_repositories": [', `"oca_repositories": [${entry('crm')},`)
      return tree.commit('Name crm')
    },
    rule: 'repository-present',
    path: 'addons/oca/crm',
    message: /^crm of the catalogue is not there\.$/,
    fix: 'clone',
  },
  {
    what: 'a submodule that was not laid out',
    seed: (tree) => {
      tree.git('submodule', '--quiet', 'deinit', '-f', 'addons/oca/web')
      return laid.first
    },
    rule: 'repository-present',
    path: 'addons/oca/web',
    message: /^web of the catalogue is an empty folder\.$/,
    fix: 'clone',
  },
  {
    what: 'a repository that was copied in',
    seed: (tree) => {
      rmSync(tree.place('addons/oca/queue/.git'), { recursive: true })
      return null
    },
    rule: 'repository-present',
    path: 'addons/oca/queue',
    message: /^queue is a plain folder/,
    fix: null,
  },
  {
    what: 'a clone of another repository',
    seed: (tree) => {
      tree.gitOf('addons/oca/queue', 'remote', 'set-url', 'origin', 'https://somebody:secret@example.com/fork/queue.git')
      return null
    },
    rule: 'repository-present',
    path: 'addons/oca/queue',
    level: 'warning',
    message: /^queue is a clone of https:\/\/example\.com\/fork\/queue\.git, and the catalogue says /,
    fix: null,
  },
  {
    what: 'a git folder that cannot be read',
    seed: (tree) => {
      rmSync(tree.place('addons/oca/queue/.git'), { recursive: true })
      tree.write('addons/oca/queue/.git', 'nothing of git\n')
      return null
    },
    rule: 'repository-present',
    path: 'addons/oca/queue',
    message: /^queue cannot be read\. .*does not say where its git folder is\.$/,
    fix: null,
  },
  {
    what: 'another branch',
    seed: (tree) => {
      tree.gitOf('addons/oca/queue', 'checkout', '-q', '-b', '17.0')
      tree.write('config/addons_manifest.oca_ipai.json', JSON.stringify(withBranch('queue', '18.0')))
      return null
    },
    rule: 'repository-branch',
    path: 'addons/oca/queue',
    message: /^queue is on 17\.0, and is to be on 18\.0\.$/,
    fix: 'checkout',
  },
  {
    what: 'a commit in place of a branch',
    seed: (tree) => {
      tree.gitOf('addons/oca/queue', 'checkout', '-q', '--detach')
      return null
    },
    rule: 'repository-branch',
    path: 'addons/oca/queue',
    level: 'warning',
    message: /^queue is at a commit and on no branch, and is to be on 18\.0\.$/,
    fix: 'checkout',
  },
  {
    what: 'a submodule at another commit than its pin',
    seed: (tree) => {
      tree.write('addons/oca/web/x.txt', 'x')
      tree.gitOf('addons/oca/web', 'add', '-A')
      tree.gitOf('addons/oca/web', 'commit', '-q', '-m', 'Go on')
      return null
    },
    rule: 'repository-commit',
    path: 'addons/oca/web',
    message: /^web stands at [0-9a-f]{7}, and the commit of the root pins [0-9a-f]{7}\.$/,
    fix: 'checkout',
  },
  {
    what: 'a pinned clone that has no commit',
    seed: (tree) => {
      rmSync(tree.place('addons/oca/server-tools'), { recursive: true })
      tree.git('init', '-q', 'addons/oca/server-tools')
      return null
    },
    rule: 'repository-commit',
    path: 'addons/oca/server-tools',
    message: /^server-tools has no commit, and the catalogue pins [0-9a-f]{7}\.$/,
    fix: 'checkout',
  },
  {
    what: 'local changes in a repository',
    seed: (tree) => {
      for (const name of ['1', '2', '3', '4', '5', '6']) tree.write(`addons/oca/queue/${name}.txt`, '')
      return null
    },
    rule: 'repository-clean',
    path: 'addons/oca/queue',
    level: 'warning',
    message: /^queue has local changes: 1\.txt, 2\.txt, 3\.txt, 4\.txt, 5\.txt, and 1 more\.$/,
    fix: null,
  },
  {
    what: 'a submodule without a commit',
    seed: (tree) => {
      tree.write('.gitmodules', `${tree.read('.gitmodules')}[submodule "x"]\n\tpath = addons/x\n\turl = https://example.com/x\n`)
      return tree.commit('Name x')
    },
    rule: 'submodule-pin',
    path: 'addons/x',
    message: /^\.gitmodules names it, and the commit of the root has no submodule there\.$/,
    fix: null,
  },
  {
    what: 'a submodule without an entry',
    seed: (tree) => {
      tree.write('.gitmodules', '')
      tree.commit('Forget web')
      return null
    },
    rule: 'submodule-pin',
    path: 'addons/oca/web',
    message: /^It is a submodule of the root, and \.gitmodules does not say where it comes from\.$/,
    fix: null,
  },
  {
    what: 'a submodule from elsewhere',
    seed: (tree) => {
      tree.git('config', '-f', '.gitmodules', 'submodule.addons/oca/web.url', 'https://example.com/web')
      return tree.commit('Take web from elsewhere')
    },
    rule: 'submodule-pin',
    path: 'addons/oca/web',
    message: /^\.gitmodules takes it from https:\/\/example\.com\/web, and the catalogue from /,
    fix: null,
  },
  {
    what: 'a module that was copied in',
    seed: (tree) => {
      tree.write('addons/oca/web_copy/__manifest__.py', manifestOf('web_copy'))
      tree.write('addons/oca/web_copy/README.rst', '')
      return tree.commit('Copy it in')
    },
    rule: 'orphan-folder',
    path: 'addons/oca/web_copy',
    message: /^It is a copy of a module, and is in no repository of the catalogue\.$/,
    fix: null,
  },
  {
    what: 'a repository that was copied in and is not named',
    seed: (tree) => {
      tree.write('addons/oca/crm/crm_copy/__manifest__.py', manifestOf('crm_copy'))
      tree.write('addons/oca/crm/crm_copy/README.rst', '')
      return tree.commit('Copy it in')
    },
    rule: 'orphan-folder',
    path: 'addons/oca/crm',
    message: /^It is a folder with 1 module, and is in no repository of the catalogue\.$/,
    fix: null,
  },
  {
    what: 'a clone that the catalogue does not name',
    seed: (tree) => {
      tree.git('clone', '-q', laid.upstream('queue'), 'addons/oca/jobs')
      rmSync(tree.place('addons/oca/queue'), { recursive: true })
      return null
    },
    rule: 'orphan-folder',
    path: 'addons/oca/jobs',
    message: /^It is a clone of .*queue, and is in no repository of the catalogue\.$/,
    fix: null,
  },
  {
    what: 'a module of ours without its prefix',
    seed: (tree) => {
      tree.write('addons/ipai/sale_x/__manifest__.py', manifestOf('sale_x'))
      tree.write('addons/ipai/sale_x/README.md', '')
      return tree.commit('Add sale_x')
    },
    rule: 'own-prefix',
    path: 'addons/ipai/sale_x',
    message: /^sale_x lies among own modules, and its name does not begin with ipai_\.$/,
    fix: null,
  },
  {
    what: 'a module of ours among those of others',
    seed: (tree) => {
      tree.write('addons/oca/ipai_x/__manifest__.py', manifestOf('ipai_x'))
      tree.write('addons/oca/ipai_x/README.md', '')
      return tree.commit('Add ipai_x')
    },
    rule: 'own-prefix',
    path: 'addons/oca/ipai_x',
    message: /^ipai_x is a module of ours, and lies below addons\/oca\.$/,
    fix: 'move',
  },
  {
    what: 'a module that is there twice',
    seed: (tree) => {
      tree.write('addons/ipai/ipai_auditlog/__manifest__.py', manifestOf('ipai_auditlog'))
      tree.write('addons/ipai/ipai_auditlog/README.md', '')
      tree.write('addons/oca/queue/ipai_auditlog/__manifest__.py', manifestOf('ipai_auditlog'))
      return null
    },
    rule: 'module-once',
    path: 'addons/oca/queue/ipai_auditlog',
    level: 'warning',
    message: /^ipai_auditlog is there twice: addons\/ipai\/ipai_auditlog comes first on the addons path and counts, this one does not\.$/,
    fix: null,
  },
  {
    what: 'a manifest that is no Python',
    seed: (tree) => {
      tree.write(manifest, '{"name": ')
      return tree.commit('Break it')
    },
    rule: 'manifest-readable',
    path: base,
    message: /Line 1\.$/,
    fix: null,
  },
  {
    what: 'a manifest that is a link in a circle',
    seed: (tree) => {
      mkdirSync(tree.place('addons/ipai/ipai_loop'))
      symlinkSync('__manifest__.py', tree.place('addons/ipai/ipai_loop/__manifest__.py'))
      return null
    },
    rule: 'manifest-readable',
    path: 'addons/ipai/ipai_loop',
    message: /^It is a link that leads in a circle\.$/,
    fix: null,
  },
  {
    what: 'no folder of own modules',
    seed: (tree) => {
      rmSync(tree.place('addons/ipai'), { recursive: true })
      return null
    },
    rule: 'manifest-readable',
    path: 'addons/ipai',
    message: /^It was not looked into\. It is not there\.$/,
    fix: null,
  },
  {
    what: 'a version without its series',
    seed: (tree) => {
      tree.edit(manifest, '18.0.1.0.0', '1.2')
      const commit = tree.commit('Shorten the version')
      tree.edit(manifest, 'What', 'Whatever')
      tree.commit('Change something else')
      return commit
    },
    rule: 'version-format',
    path: base,
    message: /^The version is 1\.2\. It is to be 18\.0\.x\.y\.z, with numbers\.$/,
    fix: 'write',
  },
  {
    what: 'a version of another series',
    seed: (tree) => {
      tree.edit(manifest, '18.0.1.0.0', '17.0.1.0.0')
      return tree.commit('Go back')
    },
    rule: 'version-format',
    path: base,
    message: /^The version is 17\.0\.1\.0\.0\./,
    fix: null,
  },
  {
    what: 'keys that are missing, and such that nobody reads',
    seed: (tree) => {
      tree.write(manifest, manifestOf('ipai_base', { license: undefined, active: 'x', description: 'x', installable: false }))
      return tree.commit('Change the keys')
    },
    rule: 'manifest-keys',
    path: base,
    message:
      /^It has no license\. The key active is not read: .* The key description is superseded: .* It says that it is not installable\.$/,
    fix: null,
  },
  {
    what: 'a licence that nobody knows',
    seed: (tree) => {
      tree.edit(manifest, 'AGPL-3', 'MIT')
      return tree.commit('Change the licence')
    },
    rule: 'licence',
    path: base,
    message: /^Its licence "MIT" is none that is known\.$/,
    fix: null,
  },
  {
    what: 'a tree without the text of its licence',
    seed: (tree) => {
      rmSync(tree.place('LICENSE'))
      tree.commit('Forget it')
      return null
    },
    rule: 'licence',
    path: 'addons/ipai',
    level: 'warning',
    message: /^It has no LICENSE\.$/,
    fix: null,
  },
  {
    what: 'a module without a README',
    seed: (tree) => {
      rmSync(tree.place(`${base}/README.rst`))
      return tree.commit('Remove it')
    },
    rule: 'readme',
    path: base,
    level: 'warning',
    message: /^It has no README\.rst, no README\.md and no readme folder\.$/,
    fix: 'write',
  },
  {
    what: 'a folder that the container does not have',
    seed: (tree) => {
      tree.edit('docker-compose.yml', '      - ./addons/oca:/mnt/extra-addons/oca:ro\n', '')
      return tree.commit('Forget a mount')
    },
    rule: 'mounts-compose',
    path: 'docker-compose.yml',
    message: /^The service odoo does not mount addons\/oca\.$/,
    fix: 'write',
  },
  {
    what: 'a container for developers that has less',
    seed: (tree) => {
      const mounts = ['addons/ipai', 'addons/oca/web'].map(
        (at) => `source=\${localWorkspaceFolder}/${at},target=/workspace/${at},type=bind`,
      )
      tree.write('.devcontainer/devcontainer.json', `// ours\n${JSON.stringify({ image: 'python:3', mounts }, null, 2)}\n`)
      return tree.commit('Write it anew')
    },
    rule: 'mounts-devcontainer',
    path: '.devcontainer/devcontainer.json',
    message: /^It does not mount addons\/oca\/queue, addons\/oca\/server-tools\.$/,
    fix: 'write',
  },
  {
    what: 'a folder that Odoo does not look in',
    seed: (tree) => {
      tree.edit('config/odoo.conf', ',/mnt/extra-addons/oca/queue', '')
      return tree.commit('Forget the queue')
    },
    rule: 'addons-path',
    path: 'config/odoo.conf',
    message: /^Its addons path does not have addons\/oca\/queue\.$/,
    fix: 'write',
  },
]

function entry(name: string): string {
  return JSON.stringify({ name, type: 'git', url: `https://github.com/OCA/${name}.git`, path: `addons/oca/${name}` })
}

function withBranch(name: string, branch: string): object {
  const repositories = laid.catalogue.oca_repositories.map((one) => (one.name === name ? { ...one, branch } : one))
  return { ...laid.catalogue, oca_repositories: repositories }
}

test('a tree that follows all rules has nothing to tell', async () => {
  const { rows, score, modules, head, expected, found } = await copyOf(laid).verified()
  assert.deepEqual([rows, score, modules, head], [[], 100, 4, { commit: laid.first, branch: 'main', isClean: true }])
  assert.deepEqual(found, expected)
})

for (const { what, seed, rule, path, level = 'error', message, fix } of seeded)
  test(`${what} is found, with rule, path and commit`, async () => {
    const tree = copyOf(laid)
    const commit = seed(tree)
    const { rows, score } = await tree.verified()
    const row = rows.find((one) => one.rule === rule && one.path === path)
    assert.ok(row, JSON.stringify(rows, null, 2))
    assert.match(row.message, message)
    assert.deepEqual([row.level, row.since?.commit ?? null, row.fix?.kind ?? null], [level, commit, fix])
    assert.ok(commit === null || row.since?.author === 'Ada')
    assert.ok(score < 100)
    const { fix: made } = row
    if (made?.kind !== 'write') return
    const before = made.is === '' ? '' : tree.read(made.path)
    assert.equal(made.is, before === '' ? '' : createHash('sha256').update(before).digest('hex'))
    tree.write(made.path, made.text)
    const again = await tree.verified()
    assert.deepEqual(
      again.rows.filter((one) => one.rule === rule),
      [],
    )
  })

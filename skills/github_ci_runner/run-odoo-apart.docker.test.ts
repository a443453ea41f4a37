import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, test } from 'node:test'
import { labSettings, openBench } from './bench.fixture.ts'
import { accessRules, addon, passing } from './odoo/addon.fixture.ts'
import { run } from './run.ts'

const bench = openBench()
after(bench.close)

test('code of the tested modules does not get into the template that others begin with', async () => {
  const shadow = 'open("/tmp/shadow", "w")\nprint("SHADOW CODE RAN")\n'
  // Never seen before, so that its template is made now.
  const unseen = {
    'zz/shared_dep/README.md': `${randomUUID()}\n`,
    // What is there is used, without a word in the manifest.
    'zz/shared_dep/__init__.py': 'try:\n    from odoo.addons import shared_side\nexcept ImportError:\n    pass\nfrom . import models\n',
  }
  const repo = bench.repository('shadowed', { ...addon('shared_dep', { folder: 'zz', manifest: accessRules }), ...unseen })
  bench.git(repo, 'checkout', '-q', '-b', 'work')
  bench.write(repo, {
    ...addon('shared_new', { folder: 'aa', depends: ['shared_dep'], manifest: accessRules, tests: passing }),
    'aa/shared_dep/__init__.py': shadow,
    ...addon('shared_side', { folder: 'zz', manifest: accessRules }),
    'zz/shared_side/__init__.py': `${shadow}from . import models\n`,
  })
  const { log } = await bench.run(run, { repo, branch: 'work', base: 'main' })
  const [made = ''] = log.split('The template tpl_')
  assert.match(made, /Loading module shared_dep/)
  assert.doesNotMatch(made, /SHADOW CODE RAN/)
})

test('an Odoo that wants more memory than its limit is ended, and that is said', async () => {
  const greedy = addon('greedy', { manifest: accessRules, tests: { test_greedy: 'x = bytearray(2 * 1024 ** 3)\nself.assertTrue(x)' } })
  const settings = { limits: { memoryBytes: 600 * 1024 ** 2, processes: 200, fileBytes: 2 ** 30, cpuSeconds: 600 } }
  const { output, cause } = await bench.run(run, { repo: bench.repository('greedy', greedy) }, { settings })
  assert.equal(output.status, 'crashed')
  assert.match(cause?.message ?? '', /for want of memory \(its limit is 600 MiB/)
})

test('a hostile addon reaches no network, no engine, no other container, writes nowhere, and cannot fork without end', async () => {
  const refused = (what: string) => `with self.assertRaises(OSError):\n    ${what}`
  const tests = {
    test_network: refused('socket.create_connection(("1.1.1.1", 53), timeout=2)'),
    test_names: refused('socket.getaddrinfo("example.com", 80)'),
    test_engine: 'self.assertFalse(os.path.exists("/var/run/docker.sock"))\nself.assertFalse(os.path.exists("/run/docker.sock"))',
    test_code:
      'import errno\nwith self.assertRaises(OSError) as refused:\n    open(os.path.join(os.path.dirname(__file__), "new.py"), "w")\nself.assertEqual(refused.exception.errno, errno.EROFS)',
    test_system: `${refused('open("/usr/x", "w")')}\n${refused('open("/var/lib/odoo/x", "wb").write(b"x" * 1024 ** 2)')}`,
    test_kernel: refused('open("/proc/sys/kernel/hostname", "w").write("x")'),
    test_forks:
      'children = []\nwith self.assertRaises(OSError):\n    for _ in range(5000):\n        children.append(subprocess.Popen(["sleep", "60"]))\nfor child in children:\n    child.kill()\n    child.wait()',
    test_secrets: 'self.assertFalse([name for name in os.environ if "TOKEN" in name or "SECRET" in name])',
    test_databases:
      'import psycopg2\nwith self.assertRaises(psycopg2.OperationalError):\n    psycopg2.connect(dbname="template1")\nself.env.cr.execute("select rolcreatedb or rolsuper or rolcreaterole from pg_roles where rolname = current_user")\nself.assertEqual(self.env.cr.fetchone(), (False,))',
  }
  const files = { ...addon('hostile', { manifest: accessRules, tests }), 'addons/hostile/static/out': '' }
  const settings = { limits: { memoryBytes: 2 ** 30, processes: 200, fileBytes: 2 ** 30, cpuSeconds: 600 } }
  const { output, log, tests: results } = await bench.run(run, { repo: bench.repository('hostile', files) }, { settings })
  const bad = results.filter(({ status }) => status !== 'passed').map(({ name, message }) => `${name}: ${message}`)
  assert.deepEqual(bad, [], log.slice(-3000))
  assert.equal(results.length, Object.keys(tests).length)
  assert.notEqual(output.status, 'failure')
})

test('a build has a way out only where the configuration gives it one', async () => {
  // The gateway of its network answers that nobody listens there, or nothing is heard of it.
  const ask = `with open("/proc/net/route") as file:
    gateway = next(line.split()[2] for line in file if line.split()[1] == "00000000")
address = socket.inet_ntoa(bytes.fromhex(gateway)[::-1])
try:
    socket.create_connection((address, 9), timeout=4)
    answers = True
except OSError as error:
    answers = isinstance(error, ConnectionRefusedError)
self.assertEqual(answers, WANTED)`
  const asking = (wanted: string) => addon('way_out', { manifest: accessRules, tests: { test_out: ask.replace('WANTED', wanted) } })
  const closed = await bench.run(run, { repo: bench.repository('closed', asking('False')) })
  assert.equal(closed.cause, null, closed.log.slice(-3000))
  const settings = { odoo: { ...labSettings.odoo, egress: true } }
  const open = await bench.run(run, { repo: bench.repository('open', asking('True')) }, { settings })
  assert.equal(open.cause, null, open.log.slice(-3000))
})

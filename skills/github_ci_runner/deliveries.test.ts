import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { about, checkRunOf, commentOf, noCommit, pullRequestOf, pushOf, sha } from './deliveries.fixture.ts'
import { type KnownRepository, meaningOf, wishShape } from './deliveries.ts'

const all: KnownRepository = { name: 'hello', url: 'git@github.com:codertocat/hello-world.git', branches: ['*'] }
const meant = (event: string, payload: unknown, known: readonly KnownRepository[] = [all]) => meaningOf(event, payload, known)
const wished = (event: string, payload: unknown, known?: readonly KnownRepository[]) => meant(event, payload, known).wish
const why = (event: string, payload: unknown, known?: readonly KnownRepository[]) => {
  const { wish, why: because } = meant(event, payload, known)
  assert.equal(wish, null)
  return because
}
const common = { repository: 'hello', by: 'Codertocat' }

describe('a push', () => {
  it('asks for its commit on its branch, however many slashes that has', () => {
    for (const branch of ['main', 'feature/login', 'a/b/c', 'refs/heads/x', 'größer']) {
      const { wish, ...told } = meant('push', pushOf(`refs/heads/${branch}`))
      assert.deepEqual(wish, { kind: 'branch', ...common, branch, sha, pushedAt: 1557933657 })
      assert.deepEqual(told, { action: '', repository: 'Codertocat/Hello-World', ref: branch, why: '6113728 was pushed.' })
      assert.deepEqual(wishShape.parse(JSON.parse(JSON.stringify(wish))), wish)
    }
  })
  it('that deletes a branch says so', () => {
    const wish = wished('push', pushOf('refs/heads/old', { deleted: true, after: noCommit }))
    assert.deepEqual(wish, { kind: 'gone', ...common, branch: 'old', pushedAt: 1557933657 })
  })
  it('of a tag, or of something else, starts nothing', () => {
    assert.equal(why('push', pushOf('refs/tags/v1')), 'Tags are not tested.')
    assert.equal(why('push', pushOf('refs/tags/v1', { deleted: true, after: noCommit })), 'Tags are not tested.')
    assert.equal(why('push', pushOf('refs/notes/commits')), 'refs/notes/commits is no branch.')
    assert.equal(why('push', pushOf('refs/heads/')), 'refs/heads/ is no branch.')
  })
  it('whose commit asks not to be tested is only remembered', () => {
    const { wish, why: because } = meant('push', pushOf('refs/heads/main', { message: 'Words [skip ci]' }))
    assert.deepEqual(wish, { kind: 'skipped', ...common, branch: 'main', sha, pushedAt: 1557933657 })
    assert.equal(because, 'Its commit says [skip ci].')
  })
  it('without a message, by nobody, at no known time, is one all the same', () => {
    const payload = { ...pushOf('refs/heads/main', { pushed_at: null }), head_commit: null, sender: null }
    assert.deepEqual(wished('push', payload), { kind: 'branch', repository: 'hello', by: 'somebody', branch: 'main', sha, pushedAt: null })
    const dated = wished('push', pushOf('refs/heads/main', { pushed_at: '2019-05-15T15:20:57Z' }))
    assert.equal(dated?.kind === 'branch' && dated.pushedAt, 1557933657)
  })
})

describe('a repository', () => {
  it('that the configuration does not have is left alone', () => {
    const strange = pushOf('refs/heads/main', { full_name: 'acme/other' })
    assert.equal(why('push', strange), 'acme/other is no repository of config/agent.yml.')
    assert.equal(why('push', strange, [{ ...all, url: '/srv/git/other' }]), 'acme/other is no repository of config/agent.yml.')
    assert.match(why('push', pushOf('refs/heads/main'), []), /no repository of config/)
    assert.match(why('create', { ...about(), ref: null }, []), /no repository of config/)
  })
  it('may have some branches tested, and other branches under another name', () => {
    const known = [
      { ...all, name: 'stable', branches: ['18.0', '18.0-*'] },
      { ...all, name: 'next', branches: ['main'] },
    ]
    const named = (branch: string) => wished('push', pushOf(`refs/heads/${branch}`), known)?.repository
    assert.deepEqual(['18.0', '18.0-fix', 'main'].map(named), ['stable', 'stable', 'next'])
    assert.equal(why('push', pushOf('refs/heads/18.01'), known), 'config/agent.yml has no tests wanted for branch 18.01.')
    assert.match(why('pull_request', pullRequestOf('opened'), known), /no tests wanted for branch changes\./)
  })
})

describe('a pull request', () => {
  it('of the repository itself asks for its branch, which its push may have asked for already', () => {
    for (const action of ['opened', 'synchronize', 'reopened'])
      assert.deepEqual(wished('pull_request', pullRequestOf(action)), { kind: 'proposed', ...common, branch: 'changes', sha })
  })
  it('of a fork, also of one that is gone, asks for itself by the branch that it wants to go to', () => {
    for (const from of ['mallory/Hello-World', null]) {
      const { wish, why: because } = meant('pull_request', pullRequestOf('opened', { from, branch: 'main' }), [
        { ...all, branches: ['main'] },
      ])
      assert.deepEqual(wish, { kind: 'fork', ...common, pr: 2, sha })
      assert.match(because, /a person has to approve it/)
    }
  })
  it('that is closed ends what runs for it', () => {
    assert.deepEqual(wished('pull_request', pullRequestOf('closed')), { kind: 'closed', ...common, pr: 2 })
    const { sender: _, ...payload } = pullRequestOf('closed')
    assert.equal(wished('pull_request', payload)?.by, 'somebody')
  })
  it('of which something else is said starts nothing', () => {
    assert.equal(why('pull_request', pullRequestOf('labeled')), 'Nothing follows from pull_request labeled.')
  })
})

describe('a check', () => {
  it('of ours that is wanted again names its run', () => {
    assert.deepEqual(wished('check_run', checkRunOf('rerequested')), { kind: 'again', ...common, run: 'a1b2c3d4e5f6' })
    const { sender: _, ...payload } = checkRunOf('rerequested')
    assert.equal(wished('check_run', payload)?.by, 'somebody')
  })
  it('of others, or of which something else is said, starts nothing', () => {
    assert.equal(why('check_run', checkRunOf('rerequested', { name: 'lint' })), 'lint is no check of ours.')
    assert.match(why('check_run', checkRunOf('rerequested', { external_id: null })), /no check of ours/)
    assert.equal(why('check_run', checkRunOf('completed')), 'Nothing follows from check_run completed.')
  })
})

describe('a comment', () => {
  it('of somebody who may write asks for another run by /rebuild on a line of its own', () => {
    for (const body of ['/rebuild', 'Once more, please.\r\n/rebuild \r\nThanks.'])
      for (const association of ['OWNER', 'MEMBER', 'COLLABORATOR'])
        assert.deepEqual(wished('issue_comment', commentOf(body, { association })), { kind: 'rebuild', ...common, pr: 2 })
  })
  it('of anybody else starts nothing, whatever it says', () => {
    for (const association of ['NONE', 'CONTRIBUTOR', 'FIRST_TIMER', 'FIRST_TIME_CONTRIBUTOR', 'MANNEQUIN', 'owner'])
      assert.match(why('issue_comment', commentOf('/rebuild', { association })), /^Codertocat may not write to the repository/)
    const { comment, ...payload } = commentOf('/rebuild', { association: 'NONE' })
    assert.match(why('issue_comment', { ...payload, comment: { ...comment, user: null } }), /^somebody may not/)
  })
  it('that says something else, was changed, or stands below an issue starts nothing', () => {
    for (const body of ['Try /rebuild', '/rebuild everything', '/rebuilds', ''])
      assert.match(why('issue_comment', commentOf(body)), /\/rebuild on a line of its own does/)
    assert.match(why('issue_comment', commentOf('/rebuild', { action: 'edited' })), /asks for nothing/)
    const { comment, ...payload } = commentOf('')
    assert.match(why('issue_comment', { ...payload, comment: { ...comment, body: null } }), /asks for nothing/)
    assert.match(why('issue_comment', commentOf('/rebuild', { isPullRequest: false })), /no pull request/)
  })
})

describe('anything else', () => {
  it('starts nothing, and is told', () => {
    assert.match(why('ping', { zen: 'Keep it logically awesome.', hook_id: 1 }), /whether anybody is here/)
    assert.match(why('ping', null), /whether anybody is here/)
    for (const event of ['create', 'delete'])
      assert.match(why(event, { ...about(), ref: 'main', ref_type: 'branch' }), /The push beside it/)
    assert.equal(why('create', about()), 'The push beside it says the same, with the commit.')
    assert.equal(why('star', { ...about(), action: 'created' }), 'Nothing follows from star.')
  })
  it('that is not as GitHub describes it is told too', () => {
    for (const payload of [null, [], 'push', 7, {}, { repository: {} }, { ...about(), ref: 7 }])
      assert.match(why('push', payload), /^This is no push of a repository/, JSON.stringify(payload))
    for (const event of ['push', 'pull_request', 'check_run', 'issue_comment'])
      assert.equal(why(event, { ...about(), ref: 'main' }), `This is no ${event} as GitHub describes it.`)
    assert.match(why('push', pushOf('refs/heads/main', { after: '--upload-pack=x' })), /as GitHub describes it/)
  })
  it('keeps no more of a name than a row takes', () => {
    const { action, repository, ref } = meant('push', { ...pushOf(`refs/heads/${'x'.repeat(5000)}`), action: 'y'.repeat(5000) })
    assert.deepEqual([action.length, repository.length, ref.length], [100, 22, 300])
  })
})

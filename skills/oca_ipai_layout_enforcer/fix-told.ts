import type { ToldContext } from '../../lib/core/skill.ts'
import { chosenFixes, fixList } from '../../lib/odoo/layout-fixes.ts'
import { freeName } from './change.ts'
import { type Asked, branchOf, groundFor } from './fixes.ts'
import { checkRules, verify } from './verify.ts'

/** What a run would do now: how many fixes go where, and which they are. It is refused here as it would be there. */
export async function told(context: ToldContext, asked: Asked): Promise<string> {
  checkRules(asked.rules)
  const { rows } = await verify.look(context, verify.input.parse({}))
  const { disk, commits } = chosenFixes(rows, asked)
  const fixes = commits.flatMap((commit) => commit.fixes)
  const sentences = [
    ...(fixes.length > 0 ? await ofTheTree(context, asked, fixes.length) : []),
    ...(disk.length > 0 ? [`On disk: ${fixList(disk)}.`] : []),
    ...(fixes.length > 0 ? [`Files: ${fixList(fixes)}.`] : []),
  ]
  return sentences.length > 0 ? sentences.join(' ') : 'Nothing is found that can be put right without a person.'
}

async function ofTheTree(context: ToldContext, asked: Asked, count: number): Promise<string[]> {
  const ground = await groundFor(asked, context)
  const commits = count === 1 ? 'Commit 1 fix' : `Commit ${count} fixes`
  if (asked.inPlace) return [`${commits} to ${ground.base}, which is checked out in ${ground.root}.`]
  const branch = freeName(branchOf(ground), await context.git.branches(ground.target))
  return [
    `${commits} to branch ${branch} and open a pull request. ${ground.base} is not touched.`,
    ...(ground.isClean ? [] : ['What is not committed in the checkout is not touched, and is no part of it.']),
  ]
}

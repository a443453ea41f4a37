import { type Call, textOf } from './command.ts'
import { paint } from './paint.ts'
import { absentExit, connect, dataFolder, findRoom, withoutPassword } from './room.ts'
import { table } from './table.ts'

/** Health as it is observed, and where the control room runs. Starts nothing. */
export async function status({ out, options, world }: Call): Promise<number> {
  const given = textOf(options, 'data')
  const place = findRoom(world, given)
  if (!place) {
    const { dataDir } = dataFolder(world, given)
    out.answer({ status: 'absent', dataDir }, () => [`No control room runs on ${dataDir}.`, 'Start it: npm start'])
    return absentExit
  }
  const { control, announced, dataDir, databaseUrl } = await connect(world, place)
  try {
    const health = await control.health()
    const database = withoutPassword(databaseUrl)
    const where = {
      address: announced?.address ?? null,
      pid: announced?.pid ?? null,
      dataDir,
      database,
      startedAt: announced?.startedAt ?? null,
    }
    const word = { pass: paint.green('pass'), warn: paint.yellow('warn'), fail: paint.red('fail') }[health.status]
    out.answer({ ...health, ...where }, () =>
      table([
        ['Status', word],
        ['Workers', String(health.workers)],
        ['Address', where.address ?? 'no pages'],
        ['Data', dataDir],
        ['Database', database],
        ['Version', health.version],
        ...(where.pid === null ? [] : [['Process', String(where.pid)]]),
      ]),
    )
    return health.status === 'pass' ? 0 : absentExit
  } finally {
    await control.close()
  }
}

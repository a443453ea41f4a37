/** As many as GitHub puts on a page. */
const most = 100

/**
 * All items of a list, page by page. The library's own way to do so forgets what goes with a request: its deadline, and that it is not wanted
 * any more.
 */
export async function everyPage<Item>(ask: (page: { per_page: number; page: number }) => Promise<readonly Item[]>): Promise<Item[]> {
  const all: Item[] = []
  for (let page = 1; ; page += 1) {
    const items = await ask({ per_page: most, page })
    all.push(...items)
    if (items.length < most) return all
  }
}

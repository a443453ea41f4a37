/** Opens at the first call, and hands out the same to all. */
export function once<T>(open: () => Promise<T>): () => Promise<T> {
  let opened: Promise<T> | undefined
  return () => {
    opened ??= open()
    return opened
  }
}

/** A tool all of whose methods are asynchronous: the first call of any of them opens it. It cannot be spread: its names are not known. */
export function atFirstUse<Port extends object>(open: () => Promise<Port>): Port {
  const opened = once(open)
  const call =
    (method: string) =>
    async (...given: unknown[]): Promise<unknown> => {
      const tool = await opened()
      const member: unknown = Reflect.get(tool, method)
      if (typeof member !== 'function') throw new TypeError(`The tool has no method ${method}.`)
      return Reflect.apply(member, tool, given)
    }
  const handler: ProxyHandler<object> = {
    // A promise that is resolved with a tool asks for `then`.
    get: (_target, name) => (typeof name !== 'string' || name === 'then' ? undefined : call(name)),
    ownKeys: () => {
      throw new TypeError('A tool that is opened at its first use cannot be spread: name the methods.')
    },
  }
  return portOf(new Proxy({}, handler))
}

/** Every property of it is a method that does as the tool's own of that name. */
function portOf<Port>(tool: object): Port {
  return tool as Port
}

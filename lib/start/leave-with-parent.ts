/** Preloaded into each part: it exits when the supervisor that started it is gone, even by `kill -9`. */
process.once('disconnect', () => process.exit(0))

/** A peer in a process of its own: says where it listens, answers how much it keeps, ends with its parent. */
import type { StartStore, StoreOptions } from './store.ts'

const [name = '', options = ''] = process.argv.slice(2)
const { start }: { start: StartStore } = await import(`./${name}.ts`)
const running = await start(JSON.parse(options) satisfies StoreOptions)
process.send?.({ port: running.port })
process.on('message', async () => process.send?.({ stored: await running.stored() }))
process.on('disconnect', async () => {
  await running.stop()
  process.exit()
})

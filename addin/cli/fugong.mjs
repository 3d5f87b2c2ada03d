#!/usr/bin/env node
// `npx fugong`: starts on any Node from 20 on and hands over to the one this project pins.
import { run } from '../../test/run/bootstrap.mjs'

await run('addin/cli/main.ts', process.argv.slice(2))

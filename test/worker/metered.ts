export { type Meter, meter, metered } from '../../worker/store/metered.ts'

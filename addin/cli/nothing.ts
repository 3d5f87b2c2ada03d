import { defaultPeriod } from '../../shared/periods/periods.ts'
import { skipSubmission, zeroSubmission } from '../../shared/protocol/build.ts'
import { type Arguments, needed, UsageError } from './arguments.ts'
import { type Addressing, type Parcel, unitOf } from './parcels.ts'

/**
 * What is sent where there is no sheet: that there is nothing to report (`--zero`), or why it cannot be
 * reported (`--reason`).
 * @throws UsageError where form or week is not said, or the unit cannot be told
 */
export function parcelOfNothing(args: Arguments, addressing: Addressing): Parcel {
  const [id, period] = [needed(args, 'form'), needed(args, 'period')]
  const form = addressing.forms.find((one) => one.id === id)
  if (!form) throw new UsageError('formUnknown', { form: id })
  const { zero, given } = args
  const reason = given.reason?.trim() ?? ''
  if (!zero && reason === '') throw new UsageError('optionValueMissing', { option: '--reason' })
  const unit = unitOf('', null, addressing)
  const options = { asOf: defaultPeriod(period).asOf, file: '' }
  return {
    file: form.title.zh,
    form,
    reports: [],
    unitName: unit.name,
    target: { unit: unit.id, form: id, period },
    submission: zero ? zeroSubmission(form, options) : skipSubmission(form, reason, options),
  }
}

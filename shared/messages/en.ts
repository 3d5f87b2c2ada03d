import type { MessageId } from './zh.ts'

/** The sentences of `zh.ts` in English, with the same parameters. */
export const en: Record<MessageId, string> = {
  'cell-error': '[{title}: ]the formula failed ({text}). Correct it or type the value',
  'not-a-number': '[{title}: ]“{text}” is not a number. Enter one number only',
  'number-as-text':
    '[{title}: ]“{text}” is text, which sums in Excel leave out. Enter it as a number[: {fix}]',
  'number-approximate':
    '[{title}: ]“{text}” is not exact and was taken as {value}. Enter the exact number',
  'number-with-note':
    '[{title}: ]“{text}” holds more than a number and was taken as {value}. Move the note to the remarks',
  'unit-differs':
    '[{title}: ]the unit in “{text}” is not that of the column; it was taken as {value}. Please check',
  negative: '[{title}: ]“{text}” is negative. Please check',
  'not-whole': '[{title}: ]“{text}” is not a whole number. Please check',
  'percent-over-100': '[{title}: ]“{text}” is more than 100%. Please check',
  'not-a-date': '[{title}: ]“{text}” is not a date. Enter year, month and day',
  'date-incomplete': '[{title}: ]“{text}” does not say which day. Complete it',
  'date-range': '[{title}: ]“{text}” is more than one day. Enter one date only',
  'date-ambiguous':
    '[{title}: ]“{text}” may be {value} or {other} and was taken as {value}. Write year, month and day',
  'date-approximate':
    '[{title}: ]“{text}” is not an exact date and was taken as {value}. Enter the exact date',
  'date-with-note':
    '[{title}: ]“{text}” holds more than a date and was taken as {value}. Please check',
  'date-as-text': '[{title}: ]“{text}” was taken as {value}. Turn it into a true date',
  'not-yes-no': '[{title}: ]“{text}” is neither yes nor no. Enter 是 or 否',
  'not-in-list':
    '[{title}: ]“{text}” is not in the list[ and was taken as “{value}”]. Enter one of: {allowed}',
  'code-as-number':
    '[{title}: ]the last digits of “{text}” are lost. Format the cell as text, then enter it again',

  'missing-required': '[{title}: ]this must be filled in',
  duplicate: '[{title}: ]“{value}” is already in {first}. Please check',
  'credit-code-invalid':
    '[{title}: ]“{value}” fails its check character. Compare it with the business licence',
  'date-future':
    '[{title}: ]{value} is later than {limit}, the last day of the period. Check the date or the state',
  'date-past': '[{title}: ]{value} has passed (figures as of {limit}). Check the date or the state',
  'stock-identity':
    '[{title}: ]{found}, but {previous} before + {received} received − {issued} issued makes {expected}. Please check',
  'compare.==': '{leftTitle} {left} does not equal {rightTitle} {right}[ ({reason})]. Please check',
  'compare.!=': '{leftTitle} and {rightTitle} must not both be {left}[ ({reason})]. Please check',
  'compare.<=': '{leftTitle} {left} is more than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.<':
    '{leftTitle} {left} is not less than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.>=': '{leftTitle} {left} is less than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.>':
    '{leftTitle} {left} is not more than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.==.date':
    '{leftTitle} {left} and {rightTitle} {right} are not the same day[ ({reason})]. Please check',
  'compare.!=.date':
    '{leftTitle} and {rightTitle} must not both be {left}[ ({reason})]. Please check',
  'compare.<=.date':
    '{leftTitle} {left} is later than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.<.date':
    '{leftTitle} {left} is not earlier than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.>=.date':
    '{leftTitle} {left} is earlier than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.>.date':
    '{leftTitle} {left} is not later than {rightTitle} {right}[ ({reason})]. Please check',
  'compare.==.value': '{leftTitle} is {left} and should be {right}[ ({reason})]. Please check',
  'compare.!=.value': '{leftTitle} should not be {right}[ ({reason})]. Please check',
  'compare.<=.value': '{leftTitle} {left} is more than {right}[ ({reason})]. Please check',
  'compare.<.value': '{leftTitle} {left} should be less than {right}[ ({reason})]. Please check',
  'compare.>=.value': '{leftTitle} {left} is less than {right}[ ({reason})]. Please check',
  'compare.>.value': '{leftTitle} {left} should be more than {right}[ ({reason})]. Please check',
  'compare.both-or-neither':
    '{leftTitle} and {rightTitle} go together. Fill in both or leave both empty',
  'compare.not-both': '{leftTitle} and {rightTitle} exclude each other. Please check',

  'total-mismatch':
    '[{title}: ]the total says {found}, rows {from} to {to} add up to {expected}. Please check',
  'subtotal-mismatch':
    '[{title}: ]the sub-total says {found}, rows {from} to {to} add up to {expected}. Please check',
  'sum-leaves-out-rows':
    '{formula} does not cover all records in rows {from} to {to}. Correct its range',
  'serial-gap':
    'number {found} does not follow the row above ({expected} expected). Check for missing rows',
  'serial-duplicate': 'number {found} occurs twice. Check for repeated rows',
  'hidden-rows': 'hidden rows: {count} (row {rows}). They are counted; please confirm',
  'filtered-rows': 'rows filtered out: {count} (row {rows}). They are counted; please confirm',
  'hidden-columns': 'hidden columns: {count} (column {columns}). They are counted; please confirm',

  'layout-missing-column':
    'this looks like “{formTitle}”, but no column was found for {titles}. Name it in the header or choose it by hand',
  'layout-ambiguous-column': 'column “{label}” is left out. It may be {title}: please confirm',
  'rows-left-out':
    'from row {row} on it does not look like this table and is not counted; if it belongs to it, delete the blank row above',
  'table-repeated':
    'all {count} records of this table are on other sheets; they are not counted again, nor submitted',
  'weeks-differ':
    'the sheet says week {week}, the name “{name}” says week {other}. Check which was forgotten',
  'days-differ': 'the sheet says {day}, the name “{name}” says {other}. Check which was forgotten',
  'layout-no-records':
    'there is nothing below the header. Fill it in, or send a zero report if there is nothing to say',
  'opening-differs': '[{title}: ]{found}, but the last report ended with {expected}. Please check',
  vanished:
    'in the last report and not in this one: {names} ({count} in all). Check whether rows were left out',
  'stopped-again': '“{was}” last time, “{now}” now. Please check and give the reason',
  fell: '[{title}: ]{was} last time, {now} now. Please check why it fell',
  leapt: '[{title}: ]{was} last time, {now} now. Check for a digit too many or another unit',
  shrank: '[{title}: ]{was} last time, {now} now. Check for a digit too few or another unit',
  outlier: '{title} {found}, between {low} and {high} in the last {weeks} reports. Please check',
  'other-unit':
    'this row is that of {unit}, not of {own}. Clear what was filled in, or leave it to {unit}',
  'unknown-field': '“{text}” belongs to no column of this form. Update and submit again',
  'not-a-text': '[{title}: ]“{text}” should be a text. Please check',
  'as-of-outside-period':
    'the sheet is dated {asOf}, which is not in week {week} of {year}. Check that it is the right sheet',

  'personal-value': '[{title}: ]personal data must not be sent. Remove it',
  'personal-value.identity-card': '[{title}: ]an identity card number must not be sent. Remove it',
  'personal-value.mobile': '[{title}: ]a mobile number must not be sent. Remove it',
  'personal-value.file-name':
    'the name of the file holds an identity card or mobile number and must not be sent. Rename it',
  'personal-value.sheet-name':
    'the name of the sheet holds an identity card or mobile number and must not be sent. Rename it',
  'personal-value.heading':
    'a column heading holds an identity card or mobile number and must not be sent. Remove it',
  'personal-value.total-label':
    'the label of a total holds an identity card or mobile number and must not be sent. Remove it',
  'personal-value.unit-name':
    'the name or id of a unit below holds an identity card or mobile number and must not be sent. Rename it',
  'personal-value.address':
    'the address holds an identity card or mobile number and must not be sent. Use another',
  'personal-value.elsewhere':
    'Some other text of the report holds an identity card or mobile number and must not be sent. Remove it',
  'personal-value.reason':
    'the explanation holds an identity card or mobile number and must not be sent. Change it',

  rule: '[{given}: ]this breaks the rule “{reason}”. Please check',
  unknown: 'there is a problem here ({rule}). Please check',
}

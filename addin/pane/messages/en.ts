import type { zh } from './zh.ts'

/** What the pane says, in English. */
export const en: Record<keyof typeof zh, string> = {
  appName: 'Fugong',
  switchLang: '中文',
  account: 'Enrolment',
  signOut: 'Sign out',
  signOutHint:
    'Then another unit can enrol here with its code. What waits to be sent stays on this machine.',
  checkAgain: 'Check again',
  reading: 'Reading and checking the sheet…',
  change: 'change',
  cancel: 'Cancel',

  troubleProtected: 'The sheet is protected. Remove the protection and try again.',
  troubleEditing: 'A cell is being edited. Press Enter to finish, then try again.',
  troubleSheetGone:
    'This sheet has been deleted or renamed. Switch to the sheet you want to check.',
  troubleOther:
    'The workbook could not be read. Choose Check again; if that fails, close this pane and open it again.',

  troubleNotKept:
    'This machine has no room to keep the submission; it was not sent. Free some disk space and submit again.',

  notOurs: 'This sheet is not one to be reported',
  notOursHint: 'Switch to the sheet you report; it is checked here at once.',
  almostOurs: 'This looks like "{form}", but columns it needs are missing',
  sheetTitle: 'Form',
  unit: 'Reporting unit',
  unitNotNamed: 'not named on the sheet',
  unitDiffers: 'The sheet says "{named}"; it will be submitted for "{unit}".',
  unitChoose: 'Choose the unit to report for',
  period: 'Period',
  periodName: 'Week {week} of {year} ({first} to {last})',
  asOf: 'As of',
  records: 'Records',
  recordsCount: '{count} (a row each: {row})',
  confidence: 'Certainty',
  tableChoose: 'This sheet holds {count} tables; shown is',
  alongside: 'These sheets hold "{form}" too; those ticked are submitted together',
  alongsideRecords: '{sheet} ({count} records)',
  alongsideHidden: '{sheet} ({count} records, hidden sheet)',

  columnsTitle: 'Please confirm these columns',
  columnsOther: 'Other columns ({count})',
  column: 'Column {column} "{label}"',
  columnNone: 'not part of this form',
  columnChoose: 'Choose',
  columnConfirm: 'Confirm',

  findingsTitle: 'What was found',
  findingsNone: 'Nothing is wrong',
  errorsCount: 'Errors: {count}',
  warningsCount: 'Warnings: {count}',
  explainedCount: 'Explained: {count}',
  error: 'Error',
  warning: 'Warning',
  more: '{count} more of this kind; show some',
  goTo: 'Go to {sheet} {cell}',
  fix: 'Change to {value}',
  fixAll: 'Fix all ({count})',
  undo: 'Undo fixes',
  mark: 'Mark cells',
  unmark: 'Unmark',
  explain: 'Explain',
  explainWhy: 'Why the figure is right',
  explainSave: 'Save explanation',
  explained: 'Explained: {reason}',
  explainChange: 'Change explanation',

  tallyTitle: 'Tally',
  indicator: 'Indicator',

  enrolTitle: 'Enrol your unit',
  enrolHint: 'Enter the code the county gave your unit, once. Checking works without it.',
  enrolCode: 'Enrolment code',
  enrol: 'Enrol',
  enrolling: 'Enrolling…',
  enrolUnreachable: "The county's server cannot be reached. Check the network and try again.",
  enrolExpired:
    'The enrolment has expired; please enter a code again. Your sheet and what waits to be sent are kept.',

  submit: 'Submit',
  submitAgain: 'Submit again',
  submitting: 'Submitting…',
  blockReading: 'Checking, one moment',
  blockNotOurs: 'Open the sheet you report to submit it',
  blockNotEnrolled: 'Enrol your unit with its code first',
  blockNoUnit: 'Choose the reporting unit first',
  blockNotReporter: 'This enrolment may read, not submit',
  blockNoRecords: 'The table has no records; if there is nothing to report, send a zero report',
  blockErrors: 'Errors left: {count}. Correct or explain them',
  blockAccepted: 'Accepted by the county; ask the county to return it if it must change',
  offline:
    'The county cannot be reached. Check and submit as usual: the data is kept here and sent by itself later.',

  stateTitle: 'Submission',
  stateNone: 'Nothing submitted for this period yet',
  stateUnknown: "The county's record has not been seen yet",
  stateSubmitted: 'Submitted',
  stateReturned: 'Returned',
  stateAccepted: 'Accepted',
  stateZero: 'Zero report',
  stateLate: 'Late',
  stateRevision: 'Revision {revision}, received {time}, {from}',
  returnedBecause: 'Returned by {from}: {reason}',
  returnedCells: 'Please look at these cells',
  acceptedBy: 'Accepted by {from}, {time}',

  receiptTitle: 'The county has received it',
  receiptRevision: 'Revision',
  receiptTime: 'Received',
  receiptHash: 'Checksum',
  receiptAgrees: 'The county counts what the sheet says now',
  receiptDiffers: "The county's count differs from the sheet now",

  waitingTitle: 'Not yet with the county',
  waitingHint:
    'The data is kept on this machine and sent as soon as the county can be reached ({tries} tries so far). Until "Submitted" is shown here, the county does not have it.',
  waitingItem: '"{form}" of {unit}, {period}',
  sendNow: 'Send now',
  tryAgain: 'Try again',
  giveUp: 'Give this one up',

  conflictTitle: 'The county holds another revision',
  conflictText:
    '{from} submitted revision {revision} at {time}, which differs from yours. Choose which one stands.',
  conflictUnknown:
    "The county's record is no longer the one you started from. Choose which one stands.",
  conflictMine: 'Mine',
  conflictTheirs: "County's",
  conflictCell: "{cell} {field}: mine {mine}, county's {theirs}",
  conflictZero: "The county's is a zero report.",
  conflictRecords: 'Records',
  conflictSameFigures: 'All figures agree; single records differ.',
  keepMine: 'Submit mine over it',
  keepTheirs: 'Give mine up',

  rejectedTitle: 'Not taken by the county; findings: {count}',
  rejectedHint: 'Correct them in the sheet and submit again.',
  lockedTitle: 'Cannot be submitted now',
  refusedTitle: 'Not taken by the county',
  signedOutTitle: 'The enrolment has expired; the data is kept here',
  signedOutHint: 'It is sent by itself once you have enrolled again.',

  zeroOpen: 'Nothing this week: send a zero report',
  zeroTitle: 'Zero report',
  zeroText:
    '{unit} has nothing to report under "{form}" for {period}. Confirm to submit this as a zero report.',
  zeroReplaces: 'The county holds revision {revision}; the zero report replaces it.',
  zeroConfirm: 'Nothing to report, submit',

  openInExcel: 'Please open this in Excel',
  openInExcelHint:
    'In Excel choose Check and submit on the Home tab; findings are then marked in the sheet.',
  fileTitle: 'Or choose a file',
  fileHint:
    'With WPS, or without the add-in: choose a workbook to check and submit it here. Correct it in the file itself, save it and choose it again.',
  fileChoose: 'Choose a workbook file',
  fileReading: 'Opening…',
  fileSheet: 'Sheet',
  fileOther: 'The file cannot be opened. Save it as .xlsx with Excel or WPS and try again.',
}

import { Button } from '@fluentui/react-components'
import { ArrowLeftRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import type { Form } from '../../../shared/forms/form.ts'
import type {
  ExplanationsAnswer,
  ListedExplanation,
  Unit,
} from '../../../shared/protocol/answers.ts'
import type { StoredSubmission } from '../../../shared/protocol/submission.ts'
import { periodTitle } from '../../reading/when.ts'
import { ApiError, at } from '../api.ts'
import { mayDecide, useAnswer, usePage, useRoute } from '../context.tsx'
import { useFormOf } from '../forms.ts'
import type { Route } from '../route.ts'
import { AnsweredColumns } from './answered-columns.tsx'
import { Decide } from './decide.tsx'
import { FindingList } from './finding-list.tsx'
import { History } from './history.tsx'
import { MergedParts } from './merged-parts.tsx'
import { BlockSkeleton, Empty, PageError } from './notices.tsx'
import { ReceiptCard } from './receipt-card.tsx'
import { Records } from './records.tsx'

interface SubmissionViewProps {
  unit: Unit
  period: string
  chosen: NonNullable<Route['submission']>
  /** The forms in force for the unit. */
  catalogue: Form[]
}

/** One submission, down to the cells of the sheet it came from. */
export function SubmissionView({ unit, period, chosen, catalogue }: SubmissionViewProps) {
  const { lang, t, me } = usePage()
  const [route, go] = useRoute()
  const [cells, setCells] = useState<string[]>([])
  const newest = useAnswer<StoredSubmission>(at.submission(chosen.unit, chosen.form, period))
  const asked = useAnswer<StoredSubmission>(
    chosen.revision === null
      ? null
      : at.submission(chosen.unit, chosen.form, period, chosen.revision),
  )
  const answer = chosen.revision === null ? newest : asked
  const explained = (newest.data?.submission.explanations.length ?? 0) > 0
  const reasons = useAnswer<ExplanationsAnswer>(
    explained ? at.explanations(chosen.unit, period) : null,
  )
  const stored = answer.data
  const form = useFormOf(stored, catalogue)
  const name = me.units.find((one) => one.id === chosen.unit)?.name ?? chosen.unit
  const figure = form?.indicators.find(({ id }) => id === route.figure) ?? null

  const toggle = (cell: string) =>
    setCells((before) =>
      before.includes(cell) ? before.filter((one) => one !== cell) : [...before, cell],
    )
  const isNewest = stored !== null && newest.data?.revision === stored.revision
  const problem = answer.error instanceof ApiError ? answer.error.problem : null
  const toNewest = (
    <Button size="small" onClick={() => go({ submission: { ...chosen, revision: null } })}>
      {t('submission.newest')}
    </Button>
  )

  return (
    <article data-testid="submission">
      <Button
        className="no-print back"
        appearance="subtle"
        icon={<ArrowLeftRegular />}
        onClick={() => go({ unit: unit.id, period, submission: null, figure: null })}
      >
        {t('submission.back', { unit: unit.name })}
      </Button>
      <h1>
        {name}{' '}
        <span className="light">
          {(form ?? catalogue.find(({ id }) => id === chosen.form))?.title[lang] ?? chosen.form} ·{' '}
          {periodTitle(period, lang)}
        </span>
      </h1>
      {problem?.status === 404 ? (
        <Empty title={t('submission.none')} />
      ) : problem?.status === 410 ? (
        <Empty title={problem.detail ?? problem.title}>{toNewest}</Empty>
      ) : answer.error ? (
        <PageError error={answer.error} />
      ) : null}
      {answer.loading ? <BlockSkeleton label={t('loading')} lines={8} /> : null}
      {stored && form ? (
        <>
          {isNewest ? null : (
            <Empty title={t('submission.old', { n: stored.revision })}>{toNewest}</Empty>
          )}
          <ReceiptCard stored={stored} />
          {isNewest && mayDecide(me) && me.unit?.id !== chosen.unit ? (
            <Decide
              stored={stored}
              cells={cells}
              onCells={setCells}
              refused={refusedOf(reasons.data, chosen)}
            />
          ) : null}
          {mayDecide(me) ? (
            <AnsweredColumns stored={stored} form={form} unit={me.unit ?? unit} />
          ) : null}
          {stored.submission.merged ? (
            <MergedParts
              name={name}
              form={form}
              merged={stored.submission.merged}
              tally={stored.tally}
              figure={figure}
            />
          ) : (
            <FindingList
              stored={stored}
              form={form}
              decided={isNewest ? (reasons.data?.explanations ?? []) : []}
            />
          )}
          {stored.submission.kind === 'zero' ? (
            <Empty title={t('submission.zero')} />
          ) : stored.submission.kind === 'skip' ? (
            <Empty title={t('submission.skip', { reason: stored.submission.reason ?? '' })} />
          ) : (
            stored.submission.tables.map((table) => (
              <Records
                key={`${table.sheet} ${table.layout.firstRow}`}
                table={table}
                stored={stored}
                form={form}
                figure={figure}
                chosen={cells}
                onCell={isNewest && mayDecide(me) ? toggle : null}
              />
            ))
          )}
          {newest.data ? (
            <History
              unit={chosen.unit}
              form={chosen.form}
              period={period}
              newest={newest.data}
              shown={stored.revision}
            />
          ) : null}
        </>
      ) : null}
    </article>
  )
}

/** Reasons of the submission that do not stand: what a return is about, most likely. */
function refusedOf(
  answer: ExplanationsAnswer | null,
  { unit, form }: NonNullable<Route['submission']>,
): ListedExplanation[] {
  return (answer?.explanations ?? []).filter(
    (one) => one.unit === unit && one.form === form && one.decision?.state === 'refused',
  )
}

import { Badge } from '@fluentui/react-components'
import type { SubmissionKind, SubmissionState } from '../../../shared/protocol/submission.ts'
import { usePage } from '../context.tsx'

const colours = {
  missing: 'severe',
  submitted: 'brand',
  accepted: 'success',
  returned: 'danger',
} as const

interface StateBadgeProps {
  state: SubmissionState | 'missing'
  kind: SubmissionKind | null
  late: boolean
}

export function StateBadge({ state, kind, late }: StateBadgeProps) {
  const { t } = usePage()
  return (
    <span className="badges">
      <Badge appearance="tint" color={colours[state]}>
        {t(`state.${state}`)}
      </Badge>
      {kind !== null && kind !== 'report' ? (
        <Badge appearance="outline" color="informative">
          {t(`state.${kind}`)}
        </Badge>
      ) : null}
      {late ? (
        <Badge appearance="outline" color="severe">
          {t('state.late')}
        </Badge>
      ) : null}
    </span>
  )
}

import { ProgressBar } from '@fluentui/react-components'
import type { Form } from '../../../shared/forms/form.ts'
import type { Completeness } from '../../../shared/protocol/answers.ts'
import { owedOf } from '../../reading/coverage.ts'
import { usePage } from '../context.tsx'

interface CoverageProps {
  completeness: Completeness
  forms: Form[]
}

/** Who has reported and who has not, by name: the first thing a reader asks. */
export function Coverage({ completeness, forms }: CoverageProps) {
  const { lang, t } = usePage()
  const { expected, submitted } = completeness
  const owed = owedOf(completeness, forms)
  const join = (names: string[]) => names.join(t('list.separator'))

  return (
    <section
      className={owed.complete ? 'coverage complete' : 'coverage'}
      aria-label={t('coverage.label')}
      data-testid="coverage"
    >
      <div className="coverage-count">
        <strong>
          {submitted}/{expected}
        </strong>{' '}
        {t('coverage.reported')}
      </div>
      <ProgressBar
        value={expected === 0 ? 0 : submitted / expected}
        thickness="large"
        shape="rounded"
        color={owed.complete ? 'success' : 'brand'}
        aria-label={t('coverage.label')}
      />
      <ul className="coverage-lines">
        {owed.complete ? <li data-testid="complete">{t('coverage.complete')}</li> : null}
        {owed.missing.length > 0 ? (
          <li className="alert" data-testid="missing">
            {t('coverage.missing')}
            <strong>{join(owed.missing)}</strong>
          </li>
        ) : null}
        {owed.excused.map(({ name, form, reason }) => (
          <li className="alert" key={`excused ${name} ${form.id}`} data-testid="excused">
            {t('coverage.excused', { name, form: form.title[lang] })}
            <strong>{reason}</strong>
          </li>
        ))}
        {owed.incomplete.map(({ form, names, nobody }) => (
          <li className="alert" key={`without ${form.id}`}>
            {t('coverage.incomplete', { form: form.title[lang] })}
            <strong>{nobody ? t('coverage.nobody') : join(names)}</strong>
          </li>
        ))}
        {owed.returned.map(({ form, names }) => (
          <li className="alert" key={`returned ${form.id}`}>
            {t('coverage.returned', { form: form.title[lang] })}
            <strong>{join(names)}</strong>
          </li>
        ))}
        {owed.partial.map(({ name, form, submitted: sent, expected: of, missing }) => (
          <li className="alert" key={`within ${name} ${form.id}`}>
            {t('coverage.partial', { name, form: form.title[lang], submitted: sent, expected: of })}
            <strong>{join(missing)}</strong>
          </li>
        ))}
        {owed.late.length > 0 ? (
          <li>
            {t('coverage.late')}
            {join(owed.late)}
          </li>
        ) : null}
        {expected === 0 ? <li>{t('coverage.none-expected')}</li> : null}
      </ul>
    </section>
  )
}

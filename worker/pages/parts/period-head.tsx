import {
  Badge,
  Breadcrumb,
  BreadcrumbButton,
  BreadcrumbDivider,
  BreadcrumbItem,
  Button,
  Dropdown,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Option,
  Tab,
  TabList,
  useId,
} from '@fluentui/react-components'
import {
  ArrowDownloadRegular,
  ChevronLeftRegular,
  ChevronRightRegular,
  DataTrendingRegular,
  PlugConnectedRegular,
  PrintRegular,
  TagRegular,
  TextBulletListSquareRegular,
} from '@fluentui/react-icons'
import { Fragment, useState } from 'react'
import { nextPeriod, previousPeriod } from '../../../shared/periods/periods.ts'
import type { Period, Unit } from '../../../shared/protocol/answers.ts'
import { daysTitle, dayTitle, momentTitle, periodTitle } from '../../reading/when.ts'
import { at } from '../api.ts'
import { usePage, useRoute } from '../context.tsx'
import { formatRoute, home } from '../route.ts'
import { saveAs } from '../save-as.ts'
import { ClosePeriod } from './close-period.tsx'
import { Connect } from './connect.tsx'
import { ErrorNotice } from './notices.tsx'

interface PeriodHeadProps {
  unit: Unit
  id: string
  /** Null until it has been read. */
  period: Period | null
  weeks: string[]
}

/** Which unit and week is shown, and what can be done with the whole week. */
export function PeriodHead({ unit, id, period, weeks }: PeriodHeadProps) {
  const { lang, t } = usePage()
  const [route, go] = useRoute()
  const open = (next: string) => go({ unit: unit.id, period: next, figure: null })

  return (
    <section className="head" aria-label={t('head.label')}>
      <Above unit={unit} period={id} />
      <div className="head-line">
        <div>
          <h1>
            {unit.name} <span className="light">{periodTitle(id, lang)}</span>
          </h1>
          <p className="meta">
            {daysTitle(id, lang)}
            {period ? (
              <>
                <span>{t('head.as-of', { day: dayTitle(period.asOf, lang, id) })}</span>
                <span>{t('head.due', { time: momentTitle(period.due, lang, id) })}</span>
                <Badge
                  appearance="tint"
                  color={period.state === 'open' ? 'brand' : 'informative'}
                  data-testid="period-state"
                >
                  {t(`period.${period.state}`)}
                </Badge>
              </>
            ) : null}
          </p>
        </div>
        <div className="head-actions no-print">
          <WeekPicker id={id} weeks={weeks} onPick={open} />
          <Button
            icon={<TextBulletListSquareRegular />}
            data-testid="lists"
            onClick={() => go({ unit: unit.id, period: id, figure: null, list: 'all' })}
          >
            {t('lists')}
          </Button>
          <Button
            icon={<DataTrendingRegular />}
            data-testid="trends"
            onClick={() => go({ unit: unit.id, period: id, figure: null, trends: 'all' })}
          >
            {t('trends')}
          </Button>
          <Button
            icon={<TagRegular />}
            data-testid="words"
            onClick={() => go({ unit: unit.id, period: id, figure: null, words: true })}
          >
            {t('words')}
          </Button>
          <Downloads unit={unit} period={id} />
          {period ? <ClosePeriod unit={unit} period={period} /> : null}
        </div>
      </div>
      <TabList
        className="no-print"
        size="small"
        selectedValue={route.view}
        aria-label={t('view.label')}
        onTabSelect={(_, data) =>
          go({
            unit: unit.id,
            period: id,
            view: data.value === 'cutoff' ? 'cutoff' : 'current',
          })
        }
      >
        <Tab value="current">{t('view.current')}</Tab>
        <Tab value="cutoff">{t('view.cutoff')}</Tab>
      </TabList>
      {route.view === 'cutoff' ? <p className="meta">{t('view.cutoff.hint')}</p> : null}
    </section>
  )
}

/** The units above this one, as far as the reader may see them. */
function Above({ unit, period }: { unit: Unit; period: string }) {
  const { t, me } = usePage()
  const above: Unit[] = []
  for (let at = unit.parent; at !== null; ) {
    const found = me.units.find((one) => one.id === at)
    if (!found) break
    above.unshift(found)
    at = found.parent
  }
  if (above.length === 0) return null
  return (
    <Breadcrumb size="small" aria-label={t('head.above')} className="no-print">
      {above.map((one) => (
        <Fragment key={one.id}>
          <BreadcrumbItem>
            <BreadcrumbButton as="a" href={formatRoute({ ...home, unit: one.id, period })}>
              {one.name}
            </BreadcrumbButton>
          </BreadcrumbItem>
          <BreadcrumbDivider />
        </Fragment>
      ))}
      <BreadcrumbItem>
        <BreadcrumbButton current>{unit.name}</BreadcrumbButton>
      </BreadcrumbItem>
    </Breadcrumb>
  )
}

interface WeekPickerProps {
  id: string
  weeks: string[]
  onPick(period: string): void
}

function WeekPicker({ id, weeks, onPick }: WeekPickerProps) {
  const { lang, t } = usePage()
  const label = useId('week')
  return (
    <div className="week">
      <Button
        appearance="subtle"
        icon={<ChevronLeftRegular />}
        aria-label={t('week.previous')}
        onClick={() => onPick(previousPeriod(id))}
      />
      <span id={label} className="hidden-text">
        {t('week.label')}
      </span>
      <Dropdown
        aria-labelledby={label}
        data-testid="week"
        value={periodTitle(id, lang)}
        selectedOptions={[id]}
        onOptionSelect={(_, data) => data.optionValue && onPick(data.optionValue)}
      >
        {weeks.map((one) => (
          <Option key={one} value={one} text={periodTitle(one, lang)}>
            {periodTitle(one, lang)}
            <span className="light">{daysTitle(one, lang)}</span>
          </Option>
        ))}
      </Dropdown>
      <Button
        appearance="subtle"
        icon={<ChevronRightRegular />}
        aria-label={t('week.next')}
        onClick={() => onPick(nextPeriod(id))}
      />
    </div>
  )
}

function Downloads({ unit, period }: { unit: Unit; period: string }) {
  const { t, api } = usePage()
  const [route] = useRoute()
  const [error, setError] = useState<unknown>(null)
  const [connecting, setConnecting] = useState(false)
  const save = async (ending: '.csv' | '.xlsx') => {
    setError(null)
    try {
      const file = await api.file(at.totals(unit.id, period, route.view, ending))
      saveAs(file, `${unit.name} ${period}${ending}`)
    } catch (failure) {
      setError(failure)
    }
  }
  return (
    <>
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button icon={<ArrowDownloadRegular />} data-testid="download">
            {t('download')}
          </Button>
        </MenuTrigger>
        <MenuPopover>
          <MenuList>
            <MenuItem onClick={() => save('.xlsx')}>{t('download.xlsx')}</MenuItem>
            <MenuItem onClick={() => save('.csv')}>{t('download.csv')}</MenuItem>
            <MenuItem
              icon={<PlugConnectedRegular />}
              data-testid="connect-open"
              onClick={() => setConnecting(true)}
            >
              {t('connect')}
            </MenuItem>
            <MenuItem icon={<PrintRegular />} onClick={() => print()}>
              {t('print')}
            </MenuItem>
          </MenuList>
        </MenuPopover>
      </Menu>
      {connecting ? <Connect unit={unit} onClose={() => setConnecting(false)} /> : null}
      {error ? <ErrorNotice t={t} error={error} /> : null}
    </>
  )
}

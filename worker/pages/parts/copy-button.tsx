import { Button } from '@fluentui/react-components'
import { CheckmarkRegular, CopyRegular } from '@fluentui/react-icons'
import { useState } from 'react'
import { usePage } from '../context.tsx'

/** Copies a text, and says whether it was: a browser may be told to let no page copy. */
export function CopyButton({ text, of }: { text: string; of?: string }) {
  const { t } = usePage()
  const [told, setTold] = useState<{ text: string; copied: boolean } | null>(null)
  const copied = told?.text === text ? told.copied : null
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => setTold({ text, copied: true }),
      () => setTold({ text, copied: false }),
    )
  return (
    <>
      <Button
        size="small"
        className="no-print"
        icon={copied ? <CheckmarkRegular /> : <CopyRegular />}
        aria-label={of && `${t('copy')} ${of}`}
        onClick={copy}
      >
        {t(copied ? 'copy.done' : 'copy')}
      </Button>
      {copied === false ? (
        <span className="detail" role="status">
          {t('copy.refused')}
        </span>
      ) : null}
    </>
  )
}

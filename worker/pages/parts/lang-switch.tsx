import { Button } from '@fluentui/react-components'
import { LocalLanguageRegular } from '@fluentui/react-icons'
import type { Lang } from '../../../shared/messages/index.ts'

/** Offers the other language, in its own words. */
export function LangSwitch({ lang, onLang }: { lang: Lang; onLang(lang: Lang): void }) {
  const other = lang === 'zh' ? 'en' : 'zh'
  return (
    <Button
      appearance="subtle"
      size="small"
      className="no-print"
      icon={<LocalLanguageRegular />}
      lang={other === 'zh' ? 'zh-CN' : 'en'}
      onClick={() => onLang(other)}
    >
      {other === 'zh' ? '中文' : 'English'}
    </Button>
  )
}

import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { PersonRegular, SignOutRegular } from '@fluentui/react-icons'
import type { Lang } from '../../../shared/messages/index.ts'
import { roleName } from '../../messages/names.ts'
import { usePage } from '../context.tsx'
import mark from '../mark.svg'
import { formatRoute, home } from '../route.ts'
import { LangSwitch } from './lang-switch.tsx'

export function TopBar({ onLang }: { onLang(lang: Lang): void }) {
  const { lang, t, me, signOut } = usePage()
  return (
    <header className="top-bar">
      <a className="brand" href={formatRoute(home)}>
        <img src={mark} alt="" width={28} height={28} />
        <span>{t('app.name')}</span>
      </a>
      <div className="top-actions">
        <LangSwitch lang={lang} onLang={onLang} />
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button appearance="subtle" size="small" icon={<PersonRegular />}>
              {me.unit?.name ?? t('top.everything')}
              <span className="wide-only"> · {roleName(me.role, lang)}</span>
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem icon={<SignOutRegular />} onClick={signOut}>
                {t('sign-out')}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
    </header>
  )
}

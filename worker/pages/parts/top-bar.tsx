import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { PersonRegular, SignOutRegular } from '@fluentui/react-icons'
import { roleName } from '../../messages/names.ts'
import { type Lang, usePage } from '../context.tsx'
import mark from '../mark.svg'
import { formatRoute, home } from '../route.ts'
import { LangSwitch } from './lang-switch.tsx'

interface TopBarProps {
  onLang(lang: Lang): void
  onSignOut(): void
}

export function TopBar({ onLang, onSignOut }: TopBarProps) {
  const { lang, t, me } = usePage()
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
              <MenuItem icon={<SignOutRegular />} onClick={onSignOut}>
                {t('sign-out')}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      </div>
    </header>
  )
}

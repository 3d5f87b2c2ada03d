import {
  Button,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components'
import { ArrowSyncRegular } from '@fluentui/react-icons/svg/arrow-sync'
import { PersonRegular } from '@fluentui/react-icons/svg/person'
import { useStyles } from './styles.ts'
import { useView } from './view.tsx'

/** Name, unit, language, and who is enrolled. */
export function Top() {
  const { pane, state, say, lang } = useView()
  const styles = useStyles()
  const unit = state.me?.unit?.name
  return (
    <header className={styles.top}>
      <h1 className={styles.topTitle} title={unit}>
        {unit ?? say('appName')}
      </h1>
      <Button
        appearance="subtle"
        size="small"
        icon={<ArrowSyncRegular />}
        aria-label={say('checkAgain')}
        title={say('checkAgain')}
        disabledFocusable={state.reading}
        onClick={() => void pane.checkAgain()}
        data-testid="btn-check"
      />
      {state.me && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button
              appearance="subtle"
              size="small"
              icon={<PersonRegular />}
              aria-label={say('account')}
              title={say('account')}
              data-testid="btn-account"
            />
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItem
                onClick={() => pane.person.signOut()}
                subText={say('signOutHint')}
                data-testid="btn-sign-out"
              >
                {say('signOut')}
              </MenuItem>
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      <Button
        appearance="subtle"
        size="small"
        lang={lang === 'zh' ? 'en' : 'zh-CN'}
        onClick={() => pane.setLang(lang === 'zh' ? 'en' : 'zh')}
        data-testid="btn-lang"
      >
        {say('switchLang')}
      </Button>
    </header>
  )
}

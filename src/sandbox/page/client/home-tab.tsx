import { useEffect } from 'preact/hooks'
import { AppTabs } from './app-tabs.tsx'
import { Blocks } from './blocks.tsx'
import { useSandbox } from './sandbox-context.ts'

/** The app's Home as the bot published it for this person. Opening it tells the bot. */
export function HomeTab() {
  const { screen, act } = useSandbox()
  const { home, me, team } = screen
  useEffect(() => {
    void act({ do: 'openHome' })
  }, [me.id])
  return (
    <div class="column">
      <header class="place-head">
        <h2>{team.app}</h2>
        <AppTabs now="home" />
      </header>
      <div class="scroll home">
        {home === null ? (
          <p class="empty">{team.app} has not published a Home for you yet.</p>
        ) : (
          <Blocks blocks={home.blocks} answers={home.answers} place={{ view: home.id }} errors={{}} />
        )}
      </div>
    </div>
  )
}

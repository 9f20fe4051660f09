import { useState } from 'preact/hooks'
import { applyTheme, storedTheme, type Theme } from './theme.ts'

/** Light, dark, or as the system says. */
export function ThemeSwitch() {
  const [theme, setTheme] = useState(storedTheme)
  return (
    <label class="switch">
      Colors
      <select
        value={theme}
        onChange={({ currentTarget }) => {
          const chosen = currentTarget.value as Theme
          setTheme(chosen)
          applyTheme(chosen)
        }}
      >
        <option value="system">As the system</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  )
}

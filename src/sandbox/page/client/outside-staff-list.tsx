import { OutsideSection } from './outside-section.tsx'

/** A file to import, as the personnel office would send it. */
export function OutsideStaffList() {
  return (
    <OutsideSection title="A staff list">
      <p>
        <a href="/sample-staff-list.csv" download>
          Save the sample file
        </a>
      </p>
      <p class="hint">
        Twelve people in a CSV file, some rows with mistakes. Type /miro import, choose the file, and see what
        the bot says about it. The window has more lists to try, as eleven products export them.
      </p>
    </OutsideSection>
  )
}

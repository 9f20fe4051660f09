const day = 86_400_000

/** How long Miro renews tokens that nobody renewed, and from when on somebody is told that it ends. */
const life = { ends: 60 * day, told: 50 * day }

/** When tokens renewed at that time can be renewed no more: then only connecting again helps. */
export const tokensEndAt = (renewedAt: Date): Date => new Date(renewedAt.getTime() + life.ends)

/** Whether tokens went so long without being renewed that somebody has to be told. */
export const tokensEndSoon = (renewedAt: Date, now: Date): boolean =>
  now.getTime() - renewedAt.getTime() >= life.told

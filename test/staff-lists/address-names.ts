// Written from what HR systems, directories and people call these columns. Nothing here is taken from the product.
import { type Dictionary, words } from './words.ts'

export const addressNames: Dictionary = {
  en: words(
    `Email · E-mail · Email address · E-Mail Address · EmailAddress · Work email · Work Email Address · Company email
     Business email · Corporate email · email_address · Primary email · Work e-mail · Employee email · Mail · workEmail`,
    `Email ID · bestEmail · Work Contact: Work Email · Employee Work Email · Official Email · UPN · userPrincipalName
     Login · primaryEmail · SMTP · Sign-in name · Preferred email · Email (work) · Email Address [Required]
     Email - Primary Work · Internet address · Contact e-mail`,
  ),
  de: words(
    `E-Mail · E-Mail-Adresse · Geschäftliche E-Mail · Dienstliche E-Mail · Mailadresse`,
    `Firmen-E-Mail · Mail dienstlich · E-Mail geschäftlich · Elektronische Post · Anmeldename`,
  ),
  fr: words(
    `Adresse e-mail · Courriel · Adresse mail · Email professionnel · E-mail professionnel`,
    `Adresse électronique · Mél · Adresse courriel · Messagerie · Identifiant`,
  ),
  es: words(
    `Correo electrónico · Correo · Email corporativo`,
    `Correo corporativo · Dirección de correo · Correo de trabajo · E-mail laboral`,
  ),
  it: words(`Indirizzo e-mail · Indirizzo email · Email aziendale`, `Posta elettronica · E-mail di lavoro`),
  pt: words(
    `E-mail · E-mail corporativo · Endereço de e-mail`,
    `Correio eletrónico · E-mail profissional · Correio eletrônico`,
  ),
  nl: words(`E-mailadres · E-mail · Zakelijk e-mailadres`, `Werkmail · Mailadres · Postvak`),
  sv: words(`E-post · E-postadress`, `Mejl · Jobbmejl · Mejladress`),
  da: words(`E-mail · Mailadresse`, `Arbejdsmail · E-postadresse · E-mailadresse`),
  pl: words(`Adres e-mail · E-mail`, `Poczta elektroniczna · E-mail służbowy · Adres poczty`),
}

/** Other addresses of the same person. */
export const privateAddressNames = words(
  `Personal email · Private email`,
  `Home email · Personal e-mail address · Private E-Mail · E-mail personnel · Secondary email · Alternate email`,
)

/** Addresses of somebody else: to take one for the person's own says something of the wrong one. */
export const foreignAddressNames = words(
  `Manager email · Manager's email · Supervisor email`,
  `Emergency contact email · Emergency contact: e-mail · E-mail (manager) · HR partner e-mail · Buddy email · Vorgesetzter E-Mail
   Line manager's e-mail address · Reports to (email) · Email of manager · Assistant email · Recruiter email · N+1 e-mail
   Correo del jefe · Notfallkontakt E-Mail · E-mail leidinggevende · Partner email · Next of kin email · Mail des Paten
   Backup contact mail · Referred by (email) · Approver e-mail · Time off approver email · Created by email`,
)

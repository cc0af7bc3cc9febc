// The words of the page itself. What people and the app write is shown as written.

import { me, now, state } from "./state.js";

const WORDS = {
  chooseTitle: ["Hvem er du?", "Who are you?"],
  chooseHint: [
    "Vælg en person. Åbn flere faneblade for at være flere personer på én gang.",
    "Choose a person. Open more tabs to be several people at once.",
  ],
  standIn: ["Prøvearbejdsplads", "Stand-in workspace"],
  switchPerson: ["Skift person", "Switch person"],
  sidebar: ["Samtaler", "Conversations"],
  channels: ["Kanaler", "Channels"],
  directMessages: ["Direkte beskeder", "Direct messages"],
  apps: ["Apps", "Apps"],
  noChannels: ["Du er ikke med i nogen kanaler", "You are not in any channels"],
  unread: ["{0} ulæste", "{0} unread"],
  back: ["Tilbage til samtaler", "Back to conversations"],
  privateChannel: ["Privat kanal", "Private channel"],
  archived: ["Kanalen er arkiveret. Du kan læse den, men ikke skrive i den.", "This channel is archived. You can read it but not write in it."],
  archivedMark: ["arkiveret", "archived"],
  members: ["{0} medlemmer", "{0} members"],
  home: ["Hjem", "Home"],
  messages: ["Beskeder", "Messages"],
  coming: ["Kommende påmindelser", "Coming reminders"],
  comingHint: [
    "Kun i prøvearbejdspladsen. Hvis ingen gør noget, kommer de her påmindelser, og derfor kommer de på de tider.",
    "Only in this stand-in. If nobody acts, these reminders come, and this is why they come at these times.",
  ],
  case: ["Sag", "Case"],
  nothingComes: ["Der er ikke flere påmindelser i den her sag.", "This case has nothing more to say."],
  noCases: ["Der er ingen åbne sager.", "There are no open cases."],
  tabs: ["Faner", "Tabs"],
  homeEmpty: ["Appen har ikke vist noget her endnu.", "The app has not shown anything here yet."],
  welcome: ["Goddag, {0}", "Hello, {0}"],
  pickConversation: ["Vælg en samtale i listen.", "Choose a conversation from the list."],
  notFound: ["Du har ikke adgang til den samtale, eller den findes ikke.", "You have no access to that conversation, or it does not exist."],
  loading: ["Henter …", "Loading …"],
  offline: ["Ingen forbindelse. Prøver igen …", "No connection. Trying again …"],
  messageList: ["Beskeder i {0}", "Messages in {0}"],
  empty: ["Her er ingen beskeder endnu.", "There are no messages here yet."],
  edited: ["(redigeret)", "(edited)"],
  onlyYou: ["Kun synlig for dig", "Only visible to you"],
  newMessages: ["Nye", "New"],
  appBadge: ["APP", "APP"],
  seeMore: ["Se mere", "See more"],
  seeLess: ["Se mindre", "See less"],
  moreActions: ["Flere handlinger", "More actions"],
  editMessage: ["Rediger besked", "Edit message"],
  deleteMessage: ["Slet besked", "Delete message"],
  deleteConfirm: ["Vil du slette beskeden? Det kan ikke fortrydes.", "Delete this message? This cannot be undone."],
  delete: ["Slet", "Delete"],
  cancel: ["Annuller", "Cancel"],
  save: ["Gem", "Save"],
  close: ["Luk", "Close"],
  submit: ["Send", "Submit"],
  leave: ["Forlad vinduet", "Leave the dialog"],
  dismiss: ["Fjern linjen", "Dismiss"],
  messageTo: ["Besked til {0}", "Message {0}"],
  send: ["Send besked", "Send message"],
  attach: ["Vedhæft filer", "Attach files"],
  attached: ["Vedhæftede filer", "Attached files"],
  dropHere: ["Slip filerne her", "Drop the files here"],
  remove: ["Fjern {0}", "Remove {0}"],
  shortcuts: ["Genveje", "Shortcuts"],
  noShortcuts: ["Ingen genveje", "No shortcuts"],
  suggestions: ["Forslag", "Suggestions"],
  notCommand: ["{0} er ikke en gyldig kommando.", "{0} is not a valid command."],
  sending: ["Sender …", "Sending …"],
  download: ["Hent {0}", "Download {0}"],
  openImage: ["Åbn billedet {0}", "Open the image {0}"],
  fileGone: ["Filen er slettet", "This file was deleted"],
  optional: ["(valgfrit)", "(optional)"],
  required: ["Udfyld dette felt.", "Please complete this required field."],
  tooShort: ["Skriv mindst {0} tegn.", "Write at least {0} characters."],
  tooLong: ["Skriv højst {0} tegn.", "Write at most {0} characters."],
  badEmail: ["Skriv en gyldig e-mailadresse.", "Enter a valid e-mail address."],
  badUrl: ["Skriv en gyldig webadresse.", "Enter a valid web address."],
  badNumber: ["Skriv et gyldigt tal.", "Enter a valid number."],
  fileTooLarge: ["{0} er for stor (højst 10 MB).", "{0} is too large (10 MB at most)."],
  chooseOne: ["Vælg …", "Choose …"],
  chooseFiles: ["Vælg filer", "Choose files"],
  done: ["Færdig", "Done"],
  moreOptions: ["Flere valg", "More options"],
  cannotShow: ["[{0} vises ikke her]", "[{0} is not shown here]"],
  today: ["Klokken i prøvearbejdspladsen", "The stand-in's clock"],
  nextHour: ["Næste time", "Next hour"],
  nextWorkingDay: ["Næste arbejdsdag", "Next working day"],
  monday: ["Mandag 08.30", "Monday 08:30"],
  jumpTo: ["Gå til tidspunkt", "Jump to"],
  jump: ["Gå til", "Go"],
  noPast: ["Uret kan ikke gå tilbage.", "The clock cannot go back."],
  notifications: ["Underretninger", "Notifications"],
};

export const language = () => ((me()?.locale ?? "da-DK").startsWith("da") ? "da" : "en");

export function t(name, ...parts) {
  const words = WORDS[name][language() === "da" ? 0 : 1];
  return words.replace(/\{(\d)\}/g, (_, place) => parts[place]);
}

/** How dates are shown to the chosen person. */
export const reader = () => ({
  locale: language() === "da" ? "da-DK" : "en-GB",
  zone: me()?.tz ?? "Europe/Copenhagen",
  now: state.snapshot ? now() : Date.now(),
});

export function sizeOf(bytes) {
  const units = ["B", "kB", "MB", "GB"];
  const step = bytes > 0 ? Math.min(3, Math.floor(Math.log10(bytes) / 3)) : 0;
  const number = new Intl.NumberFormat(reader().locale, { maximumFractionDigits: step > 1 ? 1 : 0 });
  return `${number.format(bytes / 1000 ** step)} ${units[step]}`;
}

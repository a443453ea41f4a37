/** Where the runners of a repository live on this machine. */
export interface RunnerPlaces {
  /** The repository's page at GitHub. */
  url: string
  /** A folder of each, called by its number, lies below. */
  folder: string
  /** Whom jobs run as: not one who may administer the machine. */
  user: string
}

/** A unit of systemd: its file's name and what is in it. */
export interface Unit {
  name: string
  text: string
}

/** Two: while one runs a job, another is not kept waiting. */
const numbers = [1, 2] as const

/** The units of both runners. Their settings are those of GitHub's own service, with less that a job may write. */
export function runnerUnits({ url, folder, user }: RunnerPlaces): Unit[] {
  return numbers.map((number) => ({
    name: `devops-agent-runner-${number}.service`,
    text: `[Unit]
Description=Runner ${number} of GitHub Actions for ${url}
Documentation=https://docs.github.com/actions/hosting-your-own-runners
Wants=network-online.target
After=network-online.target

[Service]
User=${user}
WorkingDirectory=${folder}/${number}
ExecStart=${folder}/${number}/bin/runsvc.sh
Restart=always
RestartSec=10
KillMode=process
KillSignal=SIGTERM
TimeoutStopSec=5min
NoNewPrivileges=yes
PrivateTmp=yes
ProtectSystem=full
ProtectKernelTunables=yes
ProtectControlGroups=yes

[Install]
WantedBy=multi-user.target
`,
  }))
}

/** What is left to a person, line by line: the program comes from GitHub, and its token is read into the environment, never typed as a word. */
export function runnerSteps({ url, folder, user }: RunnerPlaces, machine: string): string[] {
  const units = numbers.map((number) => `devops-agent-runner-${number}`).join(' ')
  const each = numbers.map((number) => `${folder}/${number}`)
  return [
    'As root:',
    `  useradd --system --create-home --shell /usr/sbin/nologin ${user}`,
    `  install -d -o ${user} ${each.join(' ')}`,
    'Download actions-runner-linux-x64 from https://github.com/actions/runner/releases and compare its SHA-256 with that page; then:',
    ...each.map((place) => `  sudo -u ${user} tar -xzf actions-runner-linux-x64-*.tar.gz -C ${place}`),
    `Take a token from ${url}/settings/actions/runners/new (it holds for an hour), and register both with it:`,
    '  read -rs ACTIONS_RUNNER_INPUT_TOKEN && export ACTIONS_RUNNER_INPUT_TOKEN',
    ...numbers.map(
      (number) =>
        `  (cd ${folder}/${number} && sudo --preserve-env=ACTIONS_RUNNER_INPUT_TOKEN -u ${user} ./config.sh --unattended --replace --url ${url} --name ${machine}-${number} --labels devops-agent)`,
    ),
    '  unset ACTIONS_RUNNER_INPUT_TOKEN',
    `  systemctl daemon-reload && systemctl enable --now ${units}`,
    '`devops-agent runner list` says whether GitHub sees them online.',
  ]
}

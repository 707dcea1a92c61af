{{- define "gnocchi.name" -}}
{{- if contains "gnocchi" .Release.Name -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-gnocchi" .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{/* What a release's pods of one kind are found by: (list . "api") */}}
{{- define "gnocchi.selector" -}}
app.kubernetes.io/name: gnocchi
app.kubernetes.io/instance: {{ (index . 0).Release.Name }}
app.kubernetes.io/component: {{ index . 1 }}
{{- end -}}

{{- define "gnocchi.labels" -}}
{{ include "gnocchi.selector" . }}
app.kubernetes.io/version: {{ (index . 0).Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ (index . 0).Release.Service }}
helm.sh/chart: {{ printf "%s-%s" (index . 0).Chart.Name (index . 0).Chart.Version }}
{{- end -}}

{{- define "gnocchi.configuration.secret" -}}
{{ .Values.existingSecret | default (printf "%s-configuration" (include "gnocchi.name" .)) }}
{{- end -}}

{{/* gnocchi.conf: the sections of config, over what the chart itself decides. */}}
{{- define "gnocchi.configuration" -}}
{{- if not (dig "indexer" "url" "" .Values.config) -}}
{{- fail "config.indexer.url is needed (postgresql://..), or existingSecret" -}}
{{- end -}}
{{- if ne (dig "storage" "driver" "" .Values.config) "s3" -}}
{{- fail "config.storage.driver is s3 here, with its options: pods share no files" -}}
{{- end -}}
{{- $ours := dict
    "api" (dict "stop_delay" .Values.api.stopDelay "stop_timeout" .Values.api.stopTimeout "host" "0.0.0.0" "port" 8041)
    "metricd" (dict "stop_timeout" .Values.metricd.stopTimeout "metrics_listen" "0.0.0.0:8042") -}}
{{- range $section, $options := mergeOverwrite $ours (deepCopy .Values.config) }}
[{{ $section }}]
{{- range $option, $value := $options }}
{{ $option }} = {{ if kindIs "string" $value }}{{ $value }}{{ else }}{{ toJson $value }}{{ end }}
{{- end }}
{{ end }}
{{- end -}}

{{/* What all pods have in common: (list . "api") */}}
{{- define "gnocchi.pod" -}}
{{- with (index . 0).Values.imagePullSecrets }}
imagePullSecrets:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with (index . 0).Values.serviceAccountName }}
serviceAccountName: {{ . }}
{{- end }}
automountServiceAccountToken: false
securityContext:
  runAsNonRoot: true
  runAsUser: 8041
  runAsGroup: 8041
  fsGroup: 8041
  seccompProfile:
    type: RuntimeDefault
volumes:
  - name: configuration
    secret:
      secretName: {{ index . 2 }}
  - name: tmp
    emptyDir: {}
{{- end -}}

{{/* What all containers have in common. */}}
{{- define "gnocchi.container" -}}
image: "{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}"
imagePullPolicy: {{ .Values.image.pullPolicy }}
env:
  - name: GNOCCHI_JAVA_OPTS
    value: {{ .Values.javaOptions | quote }}
  {{- with .Values.extraEnv }}
  {{- toYaml . | nindent 2 }}
  {{- end }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities:
    drop: [ALL]
volumeMounts:
  - name: configuration
    mountPath: /etc/gnocchi
    readOnly: true
  - name: tmp
    mountPath: /tmp
{{- end -}}

{{/* Where pods may run: what api or metricd say. */}}
{{- define "gnocchi.placement" -}}
{{- with .nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .affinity }}
affinity:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end -}}
